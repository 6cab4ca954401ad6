import PumpWorld

extension HeadPlace {
  /// The place's name in scripts and JSON.
  var name: String {
    switch self {
    case .away: "away"
    case .near: "near"
    case .contact: "contact"
    }
  }

  /// The place of a name; `place` and `remove` say what a hand does to get there.
  init?(name: String) {
    switch name {
    case "away", "remove": self = .away
    case "near": self = .near
    case "contact", "place": self = .contact
    default: return nil
    }
  }
}
