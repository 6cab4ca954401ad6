import Quantities

/// What every programmer is put through, a fresh pump each. Spec: conformance.md.
///
/// Its raw value is the name it is called by and reported under; no release changes it.
package enum ConformanceCase: String, CaseIterable, Sendable {
  case plain = "plain"
  case lowReservoir = "low-reservoir"
  case clockJump = "clock-jump"
  case largeStep = "large-step"
  case wrongTotal = "wrong-total"
  case softLimit = "soft-limit"
  case hardLimit = "hard-limit"
  case criticalAlarm = "critical-alarm"
  case busy = "busy"
  case storageFails = "storage-fails"
  case lostAcknowledgement = "lost-acknowledgement"
  case lostOrder = "lost-order"
  case lateOrder = "late-order"
  case expiredOrder = "expired-order"
  case repliesTwice = "replies-twice"
  case lateReply = "late-reply"
  case sessionTimeout = "session-timeout"
  case powerCutBefore = "power-cut-before"
  case powerCutAfter = "power-cut-after"
  case unpluggedBefore = "unplugged-before"
  case unpluggedAfter = "unplugged-after"
  case silent = "silent"
  case silentAfterOrder = "silent-after-order"
  case otherPump = "other-pump"
  case otherSerial = "other-serial"
  case changedStage = "changed-stage"
  case forgedDone = "forged-done"
  case forgedRefusal = "forged-refusal"
  case otherAnswer = "other-answer"
  case slowLine = "slow-line"
  case noisyLine = "noisy-line"
}
