/// Where the programming head is. Spec: session.md.
package enum HeadPlace: UInt8, CaseIterable, Hashable, Sendable {
  /// Too far: no byte passes, either way.
  case away = 0
  /// Within reach of the link but not on the skin: bytes pass, and what the pump answers it pays
  /// for from its own battery.
  case near = 1
  /// On the skin over the pump, whose answers its field powers.
  case contact = 2
}

extension HeadPlace {
  /// The place's name in scripts and JSON.
  package var name: String {
    switch self {
    case .away: "away"
    case .near: "near"
    case .contact: "contact"
    }
  }

  /// The place of a name; `place` and `remove` say what a hand does to get there.
  package init?(name: String) {
    switch name {
    case "away", "remove": self = .away
    case "near": self = .near
    case "contact", "place": self = .contact
    default: return nil
    }
  }
}
