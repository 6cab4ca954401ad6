import PumpFirmware
import Quantities
import Telemetry

/// Minimum rate without a key, by security.md, "The emergency", and therapy.md, "Emergency rate".
extension ReferencePump {
  var isAtEmergencyRate: Bool { emergencySince != nil }

  /// Whether more than minimum rate is infused, or would be by itself later.
  var isAboveMinimumRate: Bool {
    guard failure == nil, !isStopped, !isAtEmergencyRate else { return false }
    return programme.therapy.mode != .minimumRate || running != nil || bridgeWaiting > 0
      || (temporary?.rate ?? 0) > 0
  }

  /// The basal rate of a pump at emergency rate: minimum rate, or the programme's if that is lower.
  var emergencyBasal: Int128 { min(idle, programme.least) }

  /// The totals in force now; `nil` while nothing is infused by anybody's word.
  var totalsInForce: Totals? {
    if failure != nil || isStopped { return nil }
    if let temporary { return temporary.rate > 0 ? temporaryTotals : nil }
    return isAtEmergencyRate
      ? Totals(least: idle / 1000, most: Self.ng(idle), withPatient: Self.ng(idle)) : totals
  }

  /// Goes to minimum rate, if more than that is given or will be; whether it did.
  mutating func goToEmergencyRate() -> Bool {
    guard isAboveMinimumRate else { return false }
    if let ended = totalsInForce { endTotals(ended) }
    let isBridge = running?.kind == .bridge
    let withheld = endRunning()
    closeSpan()
    emergencySince = now
    if isBridge { bridgeWaiting += withheld }
    note(.emergency, number: isBridge ? 0 : withheld / 1000, amount: strokes(at: now))
    // A planned stop goes on: nobody gets more.
    if temporary?.rate != 0 { endTemporary(.emergency) }
    return true
  }
}
