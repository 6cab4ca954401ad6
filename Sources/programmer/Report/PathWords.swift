import PumpText
import Quantities
import Telemetry

/// The fluid path in words: its volumes are data with a version, for a wrong one has harmed people.
enum PathWords {
  /// The part of the path that is catheter, in nL.
  static func catheter(_ body: Interrogation) -> UInt32 {
    body.pathNanolitres - min(body.pathNanolitres, body.tubingNanolitres)
  }

  /// The path with its parts and the version of the data.
  static func whole(_ body: Interrogation) -> String {
    "\(volume(body.pathNanolitres)): \(volume(body.tubingNanolitres)) in the pump, "
      + "\(volume(catheter(body))) of catheter (volume data \(body.volumesVersion))"
  }

  static func volume(_ nanolitres: UInt32) -> String {
    QuantityWords.volume(nanolitres: UInt64(nanolitres))
  }

  /// How long a volume takes at a flow in nL/day, rounded up to the second; `nil` without a flow.
  static func time(_ nanolitres: UInt32, at flow: UInt64) -> Milliseconds? {
    guard flow > 0 else { return nil }
    return .seconds((UInt64(nanolitres) * 86_400 + flow - 1) / flow)
  }
}

/// A bridge in words.
enum BridgeWords {
  /// What of a bridge waits until delivery is resumed; `nil` when nothing does.
  static func waiting(_ body: Interrogation) -> String? {
    guard body.bridgeWaitingNanolitres > 0 else { return nil }
    return "\(PathWords.volume(body.bridgeWaitingNanolitres)) still to come, before the programme, "
      + "once delivery is resumed"
  }

  /// What still comes of a running bridge; `nil` when none runs.
  static func running(_ body: Interrogation) -> String? {
    guard body.infusion == .bridge else { return nil }
    let left = QuantityWords.dose(nanograms: UInt64(body.status.bolusRemainingNanograms))
    let time = QuantityWords.duration(
      Milliseconds(rawValue: UInt64(body.bolusRemainingMilliseconds)))
    return "\(left) still to come in \(time), before the programme"
  }
}

/// Alarms in words.
enum AlarmWords {
  static func line(_ alarm: Alarm) -> String {
    "\(alarm.isCritical ? "CRITICAL " : "")\(alarm.name): \(alarm.words)"
  }

  /// For how long the tones are silent.
  static func silence(_ body: Interrogation) -> String {
    let time = QuantityWords.duration(.minutes(UInt64(body.silentMinutes)))
    return "silent for another \(time); a new alarm sounds all the same"
  }
}
