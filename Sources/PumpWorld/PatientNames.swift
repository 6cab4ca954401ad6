package import PumpPlant

extension PatientKind {
  /// Its name on a command line and in files.
  package var name: String {
    switch self {
    case .responder: "responder"
    case .nonResponder: "non-responder"
    case .sensitive: "sensitive"
    case .child: "child"
    }
  }

  /// Every kind, in order.
  package static var list: [PatientKind] {
    var kinds: [PatientKind] = []
    var all = Self.all
    while let kind = all.next() { kinds.append(kind) }
    return kinds
  }

  /// The kind of a name; `nil` when it is none.
  package init?(name: String) {
    guard let kind = Self.list.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}

extension Patient {
  /// What a patient is called: a kind and the seed of the draw, as in `responder:7`.
  package var name: String { Self.name(kind, seed) }

  /// What somebody of a kind and a seed is called.
  package static func name(_ kind: PatientKind, _ seed: UInt64) -> String {
    "\(kind.name):\(seed)"
  }
}

extension PatientReading.Drowsiness {
  /// Its name in an answer.
  package var name: String {
    switch self {
    case .awake: "awake"
    case .drowsy: "drowsy"
    case .stupor: "stupor"
    case .coma: "coma"
    }
  }
}

extension PatientReading.Withdrawal {
  /// Its name in an answer.
  package var name: String {
    switch self {
    case .none: "none"
    case .itchAndTone: "itch_and_tone"
    case .feverAndMind: "fever_and_mind"
    case .rhabdomyolysis: "rhabdomyolysis"
    }
  }
}

extension PatientCall.Reason {
  /// Its name in an answer.
  package var name: String {
    switch self {
    case .tones: "tones"
    case .withdrawal: "withdrawal"
    case .drowsiness: "drowsiness"
    }
  }
}
