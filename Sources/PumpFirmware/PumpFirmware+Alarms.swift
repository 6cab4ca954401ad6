import Quantities
import Telemetry

/// Tones and self-tests. Spec: therapy.md, "Tones" and "Self-test".
extension PumpFirmware {
  /// Asks for a tone when one is due; true when it did.
  @inline(__always)
  mutating func tendTones() -> Bool {
    // Nearly always there is no alarm, nor has been one since this was called last.
    if state.alarms.isEmpty && chores.isQuiet { return false }
    return sound()
  }

  private mutating func sound() -> Bool {
    let time = time
    chores.isSilent = time < state.silentUntil && !state.silenced.isEmpty
    let audible = chores.isSilent ? state.alarms.without(state.silenced) : state.alarms
    let isNew = !audible.without(chores.announced).isEmpty
    chores.announced = audible
    guard !audible.isEmpty else {
      chores.nextTone = nil
      return false
    }
    guard isNew || time >= (chores.nextTone ?? time) else { return false }
    let timings = profile.alarmTimings
    let isCritical = audible.hasCritical
    chores.nextTone = time.after(isCritical ? timings.criticalInterval : timings.otherInterval)
    chores.toneAsked = isCritical ? .twoTone : .single
    return true
  }

  /// Silences the tones of the alarms that are active, or ends a silence.
  @_addressableSelf
  func silence(minutes: UInt16, in change: inout DurableState) throws(Refusal) {
    try profile.checkSilence(UInt64(minutes))
    change.silenced = minutes > 0 ? change.alarms : AlarmSet()
    change.silentUntil = minutes > 0 ? time.after(.minutes(UInt64(minutes))) : .zero
  }

  /// For how many minutes, rounded up, the tones are still silent.
  var silentMinutes: UInt16 {
    guard !state.silenced.isEmpty else { return 0 }
    return UInt16(clamping: ahead(of: state.silentUntil).minutes(from: nil))
  }

  /// A test ended. Unsound parts end delivery; a record that faded is written again.
  mutating func selfTested(_ findings: SelfTest) {
    guard chores.isTesting else { return }
    chores.isTesting = false
    guard findings != .sound else { return }
    let now = time
    update { state in
      state.log.append(.selfTestFailed, at: now, detail: findings.bits)
      if findings.storedRecordFailed {
        state.raise(.memoryError, at: now)
      }
    }
    if findings.isFatal && failure == nil { fail(.selfTest) }
  }
}

extension PumpFirmware.Failure {
  /// The alarm that says so.
  var alarm: Alarm {
    switch self {
    case .memoryLost: .memoryLost
    case .endOfService: .endOfService
    case .selfTest: .selfTestFailed
    case .deliveryFault: .deliveryFault
    }
  }
}

extension AlarmSet {
  /// Why a pump with these alarms cannot deliver, whatever happens; `nil` when it can.
  var failure: PumpFirmware.Failure? {
    if contains(.memoryLost) { return .memoryLost }
    if contains(.endOfService) { return .endOfService }
    if contains(.selfTestFailed) { return .selfTest }
    return contains(.deliveryFault) ? .deliveryFault : nil
  }
}
