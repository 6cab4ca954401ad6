import BadLink
import PumpWorld
import Quantities
import Telemetry

/// The line between the handhelds and the pump.
extension Life {
  /// Puts on the line what the handhelds have to send.
  mutating func send() {
    for frame in clinician.takeOutgoing() { send(frame, of: .clinician) }
    for frame in patient.takeOutgoing() { send(frame, of: .patient) }
    // The head is not on the pump that these are for.
    _ = other?.clinician.takeOutgoing()
  }

  private mutating func send(_ frame: Handheld.Outgoing, of role: Role) {
    holder = role
    wire.note(.sent, role, frame.type, frame.bytes, at: now)
    guard isPlugged else { return wire.mark("lost: the cable is unplugged") }
    var copies = 1
    if frame.isOrder, let mishap {
      switch mishap {
      case .orderLost:
        wire.mark("lost on its way, as arranged")
        copies = 0
        self.mishap = nil
      case .orderTwice:
        wire.mark("comes twice, as arranged")
        copies = 2
        self.mishap = nil
      case .answerLost, .tornOut: isAnswerAwaited = true
      }
    }
    for _ in 0..<copies { line.send(frame.bytes.span, from: .programmer, at: now.link) }
  }

  /// Lets what is due arrive; gives whether anything did.
  mutating func deliver() -> Bool {
    var isAny = false
    while let bytes = line.deliver(to: .pump, at: now.link) {
      isAny = true
      guard isPlugged else { continue }
      for frame in answers(to: bytes) { answer(frame) }
    }
    while let bytes = line.deliver(to: .programmer, at: now.link) {
      isAny = true
      guard isPlugged else { continue }
      switch holder {
      case .clinician: clinician.receive(bytes, at: now.link)
      case .patient: patient.receive(bytes, at: now.link)
      }
    }
    return isAny
  }

  /// The frames that the pump sends when it is sent bytes.
  @inline(never)
  mutating func answers(to bytes: [UInt8]) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    pump.receive(bytes.span, at: now) { frames.append([UInt8](copying: $0)) }
    return frames
  }

  private mutating func answer(_ frame: [UInt8]) {
    wire.note(.answered, holder, nil, frame, at: now)
    watch.note(answers: wire.frames.last?.items ?? [], at: now.therapy)
    if isAnswerAwaited {
      isAnswerAwaited = false
      let torn = mishap == .tornOut
      mishap = nil
      wire.mark(torn ? "lost: the cable is torn out, as arranged" : "lost, as arranged")
      if torn { unplug() }
      return
    }
    guard isPlugged else { return wire.mark("lost: the cable is unplugged") }
    line.send(frame.span, from: .pump, at: now.link)
  }

  /// Pulls the cable out.
  mutating func unplug() {
    guard isPlugged else { return }
    isPlugged = false
    diary.note(.plugged(false), at: now.therapy, link: now.link)
  }

  /// Plugs the cable in again; what was under way is lost.
  mutating func plugIn() {
    guard !isPlugged else { return }
    _ = line.deliverEverything(to: .pump)
    _ = line.deliverEverything(to: .programmer)
    isPlugged = true
    pump.linkInterrupted()
    diary.note(.plugged(true), at: now.therapy, link: now.link)
  }

  /// Sets what is wrong with the line, both ways.
  mutating func setLine(_ faults: LinkFaults) {
    for end in [DuplexLine.End.pump, .programmer] {
      line.set(faults, seed: line.seed(to: end), to: end, at: now.link)
    }
  }
}
