import Quantities
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

  /// The names of what can flow.
  package enum Name: String, CaseIterable {
    case programme
    case emergencyRate = "emergency_rate"
    case stopped
    case ended
  }

  /// Its name.
  package var name: Name {
    switch self {
    case .programme: .programme
    case .emergency: .emergencyRate
    case .stopped: .stopped
    case .ended: .ended
    }
  }

  /// Whether what is committed flows at once.
  package var letsProgrammeFlow: Bool { self == .programme }
}
