import Quantities
import Telemetry

/// Records of earlier versions. Spec: memory.md, "Earlier versions".
extension PumpFirmware {
  /// Fills in what a record of version 3 does not tell: from its programme, from the ring of the
  /// log, and where neither does, so that more is asked for rather than less.
  static func bringUpToDate(
    _ state: inout DurableState, _ profile: @_addressable DeviceProfile, _ memory: Span<UInt8>
  ) {
    if let since = state.stoppedSince, !state.isAtEmergencyRate {
      let programme = ProgrammeInfusion(
        state.therapy, state.plans, state.concentration, profile.limits)
      state.formerTotals.end(DayTotals(programme, state.patientBolus), at: since)
    }
    let newest = state.log.sequence
    let capacity = UInt32(UInt64(MemoryMap.logEntries))
    let oldest = newest > capacity ? newest - capacity + 1 : 1
    var number = newest
    var isEmergencyFound = !state.isAtEmergencyRate
    while number >= oldest, state.formerStrength == nil || !isEmergencyFound {
      let place =
        MemoryMap.logOffset + Int(UInt64(MemoryMap.logPlace(number))) * MemoryMap.entryBytes
      let found = entry(memory.extracting(place..<place + MemoryMap.entryBytes), number)?.entry
      number -= 1
      guard let found else { continue }
      if found.kind == .drugChanged, state.formerStrength == nil {
        state.formerStrength = Concentration(
          microgramsPerMillilitre: UInt32(clamping: found.amount))
        state.strokesAtChange = state.formerStrength == nil ? 0 : state.strokesAtFill
        state.bringPathUpToDate()
      }
      if found.kind == .emergency, !isEmergencyFound {
        state.emergencySeconds = min(found.therapySeconds, state.emergencySeconds)
        isEmergencyFound = true
      }
    }
  }
}
