import PumpWorld

/// One parameter of a method: its name and what it can be.
package struct BenchParameter: Sendable {
  /// The key in JSON.
  package let name: String
  /// What it can be.
  package let values: Values
  /// What it says to its method, in whole sentences.
  package let meaning: String
  /// What a fault of the line is counted in; of other parameters `meaning` says it.
  package let measure: String?
  /// Whether it may be left out.
  package let isOptional: Bool

  /// What a parameter can be.
  package enum Values: Equatable, Sendable {
    /// A whole number in a range.
    case numbers(ClosedRange<Int128>, Width)
    /// Zero, or a whole number in a range above it.
    case zeroOrNumbers(ClosedRange<Int128>, Width)
    /// One of some words.
    case words(Words)
    /// An absolute path.
    case path

    /// Whether a value is of this kind, in range or not.
    func areOfTheKind(of value: BenchTree) -> Bool {
      switch self {
      case .numbers(_, let width), .zeroOrNumbers(_, let width):
        if case .number(let number) = value { return width.holds(number) }
      case .words, .path:
        if case .text = value { return true }
      }
      return false
    }

    /// Whether a number is one of them.
    func hold(_ value: Int128) -> Bool {
      switch self {
      case .numbers(let range, _): range.contains(value)
      case .zeroOrNumbers(let range, _): value == 0 || range.contains(value)
      case .words, .path: false
      }
    }
  }

  /// The words that a parameter can be.
  package struct Words: Equatable, Sendable {
    /// Words that the answers have too; none for a parameter that has words of its own only.
    package let vocabulary: Vocabulary?
    /// Its own words, beside those.
    package let own: [String]

    /// All of them, those of the vocabulary first.
    package var all: [String] { (vocabulary?.words ?? []) + own }
  }

  /// Words that parameters share, with each other and with answers.
  package enum Vocabulary: CaseIterable, Sendable {
    case alarm, faultUnit, faultKind, headPlace, crashPlace, crashKind, drug, direction

    /// The words there are.
    package var words: [String] {
      switch self {
      case .alarm: BenchAlarm.all.map { $0.benchName }
      case .faultUnit: FaultUnit.allCases.map { $0.name }
      case .faultKind: FaultKind.allCases.map { $0.name }
      case .headPlace: HeadPlace.allCases.map { $0.name }
      case .crashPlace: CrashPlace.allCases.map { $0.rawValue }
      case .crashKind: ArmedCrash.Kind.allCases.map { $0.rawValue }
      case .drug: BenchDrug.all.map { $0.benchName }
      case .direction: LinkDirection.allCases.map { $0.rawValue }
      }
    }

    /// Where the schemas list them, as a schema of the control socket refers to it.
    package var reference: String {
      switch self {
      case .alarm: "PumpFirmwareSim.schema.json#/$defs/alarm_name"
      case .faultUnit: "PumpFirmwareSim.schema.json#/$defs/fault_unit"
      case .faultKind: "PumpFirmwareSim.schema.json#/$defs/fault_kind"
      case .headPlace: "PumpFirmwareSim.schema.json#/$defs/head_place"
      case .crashPlace: "PumpFirmwareSim.schema.json#/$defs/crash_place"
      case .crashKind: "PumpFirmwareSim.schema.json#/$defs/crash_kind"
      case .drug: "PumpFirmwareSim.schema.json#/$defs/drug"
      case .direction: "#/$defs/direction"
      }
    }
  }

  /// The numbers that a parameter is read as. One that is none of them is of a wrong kind, as a
  /// text would be; one that is merely out of range is told its range.
  package enum Width: Sendable {
    case unsigned32, unsigned64, signed64

    /// Whether a number is one of them.
    package func holds(_ value: Int128) -> Bool {
      switch self {
      case .unsigned32: UInt32(exactly: value) != nil
      case .unsigned64: UInt64(exactly: value) != nil
      case .signed64: Int64(exactly: value) != nil
      }
    }
  }

  static func number(
    _ name: String, _ range: ClosedRange<Int128>, as width: Width = .unsigned64,
    _ meaning: String, isOptional: Bool = false
  ) -> BenchParameter {
    BenchParameter(
      name: name, values: .numbers(range, width), meaning: meaning, measure: nil,
      isOptional: isOptional)
  }

  static func word(
    _ name: String, _ vocabulary: Vocabulary?, and own: [String] = [], _ meaning: String,
    isOptional: Bool = false
  ) -> BenchParameter {
    BenchParameter(
      name: name, values: .words(Words(vocabulary: vocabulary, own: own)), meaning: meaning,
      measure: nil, isOptional: isOptional)
  }

  static func path(
    _ name: String, _ meaning: String, isOptional: Bool = false
  ) -> BenchParameter {
    BenchParameter(
      name: name, values: .path, meaning: meaning, measure: nil, isOptional: isOptional)
  }
}

extension BenchParameter {
  /// What it is, in words.
  var kind: String {
    switch values {
    case .numbers(let range, _), .zeroOrNumbers(let range, _):
      "a number, \(range.lowerBound) to \(range.upperBound)"
    case .words: "a word"
    case .path: "an absolute path"
    }
  }
}
