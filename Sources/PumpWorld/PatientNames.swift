package import PumpPlant

extension Numbered {
  /// Every case, in order.
  package var list: [Case] {
    var cases: [Case] = []
    var left = self
    while let next = left.next() { cases.append(next) }
    return cases
  }
}

/// What is called by a name on a command line, in files and in answers.
package protocol NamedCase: RawRepresentable<UInt8> {
  /// Its name.
  var name: String { get }
  /// Every case.
  static var all: Numbered<Self> { get }
}

extension NamedCase {
  /// The case of a name; `nil` when it is none's.
  package init?(name: String) {
    guard let named = Self.all.list.first(where: { $0.name == name }) else { return nil }
    self = named
  }
}

extension PatientKind: NamedCase {
  /// Its name on a command line and in files.
  package var name: String {
    switch self {
    case .responder: "responder"
    case .nonResponder: "non-responder"
    case .sensitive: "sensitive"
    case .child: "child"
    }
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

extension PatientReading.Drowsiness: NamedCase {
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

extension PatientReading.Withdrawal: NamedCase {
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

extension PatientCall.Reason: NamedCase {
  /// Its name in an answer.
  package var name: String {
    switch self {
    case .tones: "tones"
    case .withdrawal: "withdrawal"
    case .drowsiness: "drowsiness"
    }
  }
}
