public import Quantities
import Telemetry

extension PumpFirmware {
  /// What the reservoir holds by the pump's own count, above the residual.
  public var reservoir: Nanolitres {
    @_addressableSelf get { state.reservoir(strokeVolume: profile.strokeVolume) }
  }

  /// Raises the reservoir's alarms.
  @inline(__always)
  mutating func checkReservoir() {
    let volume = reservoir
    if volume <= state.lowAlarmVolume || volume == .zero { raiseReservoirAlarms(volume) }
  }

  private mutating func raiseReservoirAlarms(_ volume: Nanolitres) {
    let isLow = volume <= state.lowAlarmVolume && !state.alarms.contains(.lowReservoir)
    let isEmpty = volume == .zero && !state.alarms.contains(.emptyReservoir)
    guard (isLow || isEmpty) && failure != .memoryLost else { return }
    let now = time
    update { state in
      if isLow { state.raise(.lowReservoir, at: now) }
      if isEmpty { state.raise(.emptyReservoir, at: now) }
    }
  }

  /// Ends the reservoir's alarms in a state whose counter or alarm volume was set anew.
  @_addressableSelf
  func endReservoirAlarms(in change: inout DurableState) {
    let volume = change.reservoir(strokeVolume: profile.strokeVolume)
    if volume > change.lowAlarmVolume { change.end(.lowReservoir, at: time) }
    if volume > .zero { change.end(.emptyReservoir, at: time) }
  }

  /// What is owed at the stroke with which the count reaches a volume that has an alarm still to be
  /// raised; `nil` when it does not since so much was owed, strokes not made meanwhile.
  @inline(__always)
  @_addressableSelf
  func crossedDrug(from before: Picograms) -> Picograms? {
    let isLow = state.alarms.contains(.lowReservoir)
    if failure != nil || isLow && state.alarms.contains(.emptyReservoir) { return nil }
    guard let above = reservoir.minus(isLow ? .zero : state.lowAlarmVolume), above > .zero else {
      return nil
    }
    // Nearly always: not even the drug in that volume is owed, and there is nothing to divide.
    if state.integral.owed < state.concentration.drug(in: above) { return nil }
    let size = profile.strokeVolume.rawValue
    guard let drug = strokeDrug.times((above.rawValue + size - 1) / size) else { return nil }
    // Strokes owed already are made before time goes on.
    return state.integral.owed >= drug && before < drug ? drug : nil
  }
}
