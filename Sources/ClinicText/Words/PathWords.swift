import Clinic
import PumpText
import Quantities
package import Telemetry

/// The fluid path in words: its volumes are data with a version, for a wrong one has harmed people.
package enum PathWords {
  /// The path with its parts and the version of the data.
  package static func whole(_ body: Interrogation) -> String {
    "\(volume(body.pathNanolitres)): \(volume(body.tubingNanolitres)) in the pump, "
      + "\(volume(PathTransit.catheter(body))) of catheter (volume data \(body.volumesVersion))"
  }

  package static func volume(_ nanolitres: UInt32) -> String {
    QuantityWords.volume(nanolitres: UInt64(nanolitres))
  }
}

extension Interrogation {
  /// Whether the reservoir is at its alarm's volume. A pump that stands has no time until then, not
  /// even when it came there before.
  package var isAtLowAlarm: Bool { status.alarms.contains(.lowReservoir) }
}

/// What runs besides or in place of the basal infusion, in words.
package enum InfusionWords {
  /// How much of it is still to come: the drug of a bolus, the volume of what moves the path.
  package static func left(_ body: Interrogation) -> String {
    amount(body.status.bolusRemainingNanograms, body)
  }

  package static func whole(_ body: Interrogation) -> String { amount(body.bolusNanograms, body) }

  package static func time(_ body: Interrogation) -> String {
    let rest = Milliseconds(rawValue: UInt64(body.bolusRemainingMilliseconds))
    return MomentWords.length(Ahead(rest), from: body.clock)
  }

  /// The pump counts a prime or a bridge as drug of the strength in the reservoir, which is not
  /// what lies in the path: its volume is what it is about.
  package static func volume(_ nanograms: UInt32, _ body: Interrogation) -> UInt64 {
    body.concentration.volumeRoundedDown(holding: Picograms(nanograms: nanograms)).rawValue
  }

  package static func amount(_ nanograms: UInt32, _ body: Interrogation) -> String {
    body.infusion?.replacesBasal == true
      ? QuantityWords.volume(nanolitres: volume(nanograms, body))
      : QuantityWords.dose(nanograms: UInt64(nanograms))
  }
}

/// A bridge in words.
package enum BridgeWords {
  /// What a bridge has to move once what runs now is over, or once delivery is resumed; `nil` when
  /// nothing waits.
  package static func waiting(_ body: Interrogation) -> String? {
    guard body.bridgeWaitingNanolitres > 0 else { return nil }
    let volume = PathWords.volume(body.bridgeWaitingNanolitres)
    if body.infusion == .bridge {
      return "then \(volume) more for strokes the motor did not make\(addedTime(body))"
    }
    return "\(volume) still to come, before the programme, "
      + (body.status.flags.isStopped ? "once delivery is resumed" : "as soon as nothing else runs")
  }

  /// About how long strokes that are made up for make a running bridge: at the flow it has.
  private static func addedTime(_ body: Interrogation) -> String {
    let left = InfusionWords.volume(body.status.bolusRemainingNanograms, body)
    guard left > 0 else { return "" }
    let time = UInt64(body.bolusRemainingMilliseconds) * UInt64(body.bridgeWaitingNanolitres) / left
    return ", about \(QuantityWords.duration(Milliseconds(rawValue: time)))"
  }

  /// The whole of a bridge that runs or waits, in a sentence; `nil` when there is none.
  package static func whole(_ body: Interrogation) -> String? {
    guard let running = running(body) else { return waiting(body) }
    return running + (waiting(body).map { "; \($0)" } ?? "")
  }

  /// What still comes of a running bridge; `nil` when none runs.
  package static func running(_ body: Interrogation) -> String? {
    guard body.infusion == .bridge else { return nil }
    return "\(InfusionWords.left(body)) still to come in \(InfusionWords.time(body)), "
      + "before the programme"
  }
}

/// Alarms in words.
package enum AlarmWords {
  package static func line(_ alarm: Alarm) -> String {
    "\(alarm.isCritical ? "CRITICAL " : "")\(alarm.title): \(alarm.words)"
  }

  /// For how long the tones are silent.
  package static func silence(_ body: Interrogation) -> String {
    let time = QuantityWords.duration(.minutes(UInt64(body.silentMinutes)))
    return "silent for another \(time); a new alarm sounds all the same"
  }

  /// When the low-reservoir alarm is due, as the pump foretells it.
  package static func due(_ foretold: Forecast, _ now: Interrogation) -> String {
    now.isAtLowAlarm || foretold.lowAlarm?.seconds == 0
      ? "which is reached" : ForecastWords(foretold, clock: now.clock).lowAlarm
  }
}
