import Quantities
import Telemetry

/// What a stored record is held against before anything is done by it: the profile may be another
/// than the one it was written under. Spec: memory.md, "Limits at power-on".
///
/// What is thrown is the refusal of the request by which such a thing comes to be.
extension DeviceProfile {
  /// Checks everything in a record that has a hard limit.
  @_addressableSelf
  func checkRecord(_ record: @_addressable DurableState) throws(Refusal) {
    try checkTherapy(of: record)
    try checkFill(record.filledVolume, for: .stageRefill)
    try checkLowAlarm(record.lowAlarmVolume, for: .setLowAlarm)
    try checkCatheter(record.catheter, for: .setCatheter)
    guard !record.silenced.isEmpty, let left = record.silentUntil.minus(record.integral.time) else {
      return
    }
    let minutes = Ahead(Milliseconds(rawValue: left.rawValue)).minutes(from: nil)
    try checkSilence(UInt64(minutes))
  }

  /// Checks what flows by a record or will: what runs and waits, what the patient may ask for, the
  /// programme.
  ///
  /// Of a day only what is still to be infused counts. What was given before stands against what is
  /// begun, each time; and as many boluses as the patient may have stand against nothing before one
  /// is asked for.
  @_addressableSelf
  func checkTherapy(of record: @_addressable DurableState) throws(Refusal) {
    try checkRunning(in: record)
    try checkTemporary(for: .startTemporaryRate, in: record)
    if let bolus = record.patientBolus {
      try checkSettings(bolus, for: .stagePatientBolus, in: record)
    }
    var state = record
    state.recentDoses = RollingDoses()
    state.formerDayUntil = .zero
    try checkProgramme(for: .stageTherapy, in: state)
  }

  /// Checks what runs beside or in place of the basal infusion, and a bridge that waits.
  @_addressableSelf
  private func checkRunning(in state: @_addressable DurableState) throws(Refusal) {
    if state.isBridging { try checkBridge(state.bridgeFlow, for: .startBridge) }
    guard let running = state.integral.infusion else { return }
    switch running.kind {
    case .bolus, .periodicBolus:
      try checkSize(running.dose, running.duration, for: .startBolus, in: state)
    case .patientBolus:
      try checkSize(running.dose, running.duration, for: .requestBolus, in: state)
    case .bridge:
      let flow = Self.flow(of: running.dose, over: running.duration, state.concentration)
      try checkMaximum(flow, for: .startBridge)
    case .prime:
      let flow = Self.flow(of: running.dose, over: running.duration, state.concentration)
      if flow > path.primeFlow {
        throw Refusal(
          .startPrime, .flowAboveMaximum, asked: flow.rawValue, limit: path.primeFlow.rawValue)
      }
    }
  }
}
