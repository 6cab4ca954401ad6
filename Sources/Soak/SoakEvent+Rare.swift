/// What happens to few pumps, once or twice in their lives.
extension SoakEvent {
  enum Rare: String, CaseIterable {
    case changeKey, callEmergency, loseMemory, makeAnew
  }
}

extension SoakEvent.Rare {
  var share: SoakEvent.Share {
    switch self {
    case .changeKey: (2, nil)
    case .callEmergency: (1, .emergency)
    case .loseMemory: (1, .loss)
    case .makeAnew: (3, .loss)
    }
  }
}
