import Quantities
import Telemetry

extension PumpFirmware {
  /// What the reservoir holds by the pump's own count.
  var reservoir: Nanolitres { state.reservoir(strokeVolume: profile.strokeVolume) }

  /// Raises and ends the reservoir's alarms.
  mutating func checkReservoir() {
    let volume = reservoir
    let before = state.alarms
    if volume <= state.lowAlarmVolume { state.alarms.insert(.lowReservoir) }
    if volume == .zero { state.alarms.insert(.emptyReservoir) }
    if state.alarms != before { isDirty = true }
  }

  /// When the count will next reach a volume that has an alarm still to be raised.
  var nextReservoirAlarm: TherapyTime? {
    if !state.alarms.contains(.lowReservoir) {
      return moment(reservoirReaches: state.lowAlarmVolume)
    }
    if !state.alarms.contains(.emptyReservoir) { return moment(reservoirReaches: .zero) }
    return nil
  }

  /// The moment of the stroke with which the count reaches `volume` or goes below; `nil` when the
  /// programme never gets there.
  func moment(reservoirReaches volume: Nanolitres) -> TherapyTime? {
    let now = reservoir
    guard failure == nil else { return nil }
    guard let above = now.minus(volume), above > .zero else { return time }
    let size = profile.strokeVolume.rawValue
    let strokes = (above.rawValue + size - 1) / size
    guard let drug = strokeDrug.times(strokes) else { return nil }
    return state.integral.moment(owing: drug)
  }

  /// Whole minutes until the count reaches a volume; `nil` when it never does.
  func minutes(untilReservoirReaches volume: Nanolitres) -> UInt32? {
    guard let moment = moment(reservoirReaches: volume) else { return nil }
    return UInt32(clamping: min(moment.since(time).rawValue / 60_000, 0xFFFF_FFFE))
  }
}
