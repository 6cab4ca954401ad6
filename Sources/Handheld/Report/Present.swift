import PumpText
package import Telemetry

/// What flows now, which need not be what the committed programme says.
package enum Present: Equatable {
  /// The programme, with whatever runs besides or in place of it.
  case programme
  /// Minimum rate since somebody called for the emergency, in ng a day.
  case emergency(nanogramsPerDay: UInt32)
  /// Nothing, by order or because the battery gave out.
  case stopped
  /// Nothing any more.
  case ended(Alarm)

  package init(_ now: Interrogation) {
    if let failure = now.status.alarms.failure {
      self = .ended(failure)
    } else if now.status.flags.isStopped {
      self = .stopped
    } else if now.status.alarms.contains(.emergencyRate) {
      self = .emergency(nanogramsPerDay: now.status.basalNanogramsPerDay)
    } else {
      self = .programme
    }
  }

  /// The names of what can flow, in JSON.
  package enum Name: String, CaseIterable, Encodable {
    case programme
    case emergencyRate = "emergency_rate"
    case stopped
    case ended
  }

  /// Its name in JSON.
  package var name: Name {
    switch self {
    case .programme: .programme
    case .emergency: .emergencyRate
    case .stopped: .stopped
    case .ended: .ended
    }
  }

  /// What flows now where that is not the programme.
  package var words: String? {
    switch self {
    case .programme: nil
    case .emergency(let dose):
      "EMERGENCY minimum rate, " + QuantityWords.dosePerDay(nanograms: UInt64(dose))
    case .stopped: "STOPPED, no drug at all"
    case .ended(let failure): "ENDED FOR GOOD (\(failure.title)), no drug at all"
    }
  }

  /// What a change of the programme does not change; `nil` where it flows once it is committed.
  var caveat: String? {
    switch self {
    case .programme: nil
    case .emergency, .stopped: "nothing of it flows until `programmer resume`"
    case .ended: "nothing of it will ever flow: replace the pump"
    }
  }

  /// The whole of it as a sentence under a preview.
  var warning: String? {
    guard let words else { return nil }
    let until: String
    switch self {
    case .programme: return nil
    case .emergency, .stopped: until = "until `programmer resume`"
    case .ended: until = "any more"
    }
    return "Now: \(words). Nothing of this change flows \(until)."
  }
}
