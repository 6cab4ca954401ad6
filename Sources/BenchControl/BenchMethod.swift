import BadLink
import PumpWorld
import Quantities

/// What the bench can ask for, by its name. Spec: bench.md, "Control socket".
package enum BenchMethod: String, CaseIterable, Sendable {
  case advance
  case clear
  case crash
  case explant
  case fault
  case faults
  case fill
  case head
  case implant
  case inject
  case link
  case linkClear = "link_clear"
  case linkSet = "link_set"
  case power
  case quit
  case reconcile
  case restore
  case snapshot
  case truth
  case withdraw

  /// Whether it changes nothing, so that nobody has to know whether it was done.
  package var isReading: Bool {
    switch self {
    case .faults, .link, .reconcile, .truth: true
    case .advance, .clear, .crash, .explant, .fault, .fill, .head, .implant, .inject, .linkClear,
      .linkSet, .power, .quit, .restore, .snapshot, .withdraw:
      false
    }
  }

  /// What is answered.
  package enum Answer: CaseIterable, Sendable {
    case truth, faults, withdrawal, reconciliation, line
  }

  /// What it is answered with.
  package var answer: Answer {
    switch self {
    case .advance, .clear, .crash, .explant, .fault, .fill, .head, .implant, .inject, .power,
      .quit, .restore, .snapshot, .truth:
      .truth
    case .faults: .faults
    case .withdraw: .withdrawal
    case .reconcile: .reconciliation
    case .link, .linkClear, .linkSet: .line
    }
  }

  /// The table of what each method takes. What is longer or more than it says is no request.
  package var parameters: [BenchParameter] {
    switch self {
    case .faults, .link, .quit, .reconcile, .truth: []
    case .advance:
      [.number("milliseconds", 0...BenchRequest.longest)]
    case .clear: [.word("unit", FaultUnit.allCases.map { $0.name } + ["all"])]
    case .crash:
      [
        .word("point", CrashPlace.allCases.map { $0.rawValue } + ["none"]),
        .number("count", 1...Int128(UInt32.max), .unsigned32, isOptional: true),
        .word("state", ArmedCrash.Kind.allCases.map { $0.rawValue }, isOptional: true),
      ]
    case .fault:
      [
        .word("unit", FaultUnit.allCases.map { $0.name }),
        .word("kind", FaultKind.allCases.map { $0.name }),
        .number("value", Int128(Int64.min)...Int128(Int64.max), .signed64, isOptional: true),
        .number("milliseconds", 1...BenchRequest.longest, isOptional: true),
      ]
    case .fill:
      [
        .number("nanolitres", 1...BenchRequest.mostVolume),
        .number("mcg_per_ml", 0...Int128(Concentration.maximum), .unsigned32),
      ]
    case .withdraw: [.number("nanolitres", 1...BenchRequest.mostVolume)]
    case .head: [.word("state", HeadPlace.allCases.map { $0.name } + ["place", "remove"])]
    case .power: [.word("state", PowerSwitch.allCases.map { $0.rawValue })]
    case .explant: [.path("path", isOptional: true)]
    case .implant:
      [
        .path("path", isOptional: true),
        .number("nanolitres", 1...BenchRequest.longestCatheter, isOptional: true),
      ]
    case .inject: [.number("nanograms", 1...BenchRequest.mostDrug)]
    case .restore, .snapshot: [.path("path")]
    case .linkClear: [Self.direction]
    case .linkSet:
      [Self.direction, .number("seed", 0...Int128(UInt64.max), isOptional: true)]
        + LinkChance.allCases.map {
          .number($0.name, 0...Int128(Chance.whole), .unsigned32, isOptional: true)
        }
        + LinkLength.allCases.map {
          .number($0.name, 0...Int128(LinkFaults.longest.rawValue), isOptional: true)
        } + [
          .number(
            LinkSetting.burstKey, 1...Int128(LinkFaults.longestBurst), .signed64, isOptional: true),
          .number(
            LinkSetting.baudKey, 0...Int128(PacedLink<PerfectLink>.speeds.upperBound), .unsigned32,
            isOptional: true),
        ]
    }
  }

  /// What a parameter can be; none for one that is no word.
  package func words(of parameter: String) -> [String] {
    for known in parameters where known.name == parameter {
      if case .words(let words) = known.values { return words }
    }
    return []
  }

  /// What a parameter can be, for a person: `on, off or cycle`.
  package func choices(of parameter: String) -> String {
    let words = words(of: parameter)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static var direction: BenchParameter {
    .word("direction", LinkDirection.allCases.map { $0.rawValue }, isOptional: true)
  }
}

/// One parameter of a method: its name and what it can be.
package struct BenchParameter: Sendable {
  /// The key in JSON.
  package let name: String
  /// What it can be.
  package let values: Values
  /// Whether it may be left out.
  package let isOptional: Bool

  /// What a parameter can be.
  package enum Values: Equatable, Sendable {
    /// A whole number in a range.
    case numbers(ClosedRange<Int128>, Width)
    /// One of some words.
    case words([String])
    /// An absolute path.
    case path

    /// Whether a value is of this kind, in range or not.
    func areOfTheKind(of value: BenchTree) -> Bool {
      switch self {
      case .numbers(_, let width):
        if case .number(let number) = value { return width.holds(number) }
      case .words, .path:
        if case .text = value { return true }
      }
      return false
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
    _ name: String, _ range: ClosedRange<Int128>, _ width: Width = .unsigned64,
    isOptional: Bool = false
  ) -> BenchParameter {
    BenchParameter(name: name, values: .numbers(range, width), isOptional: isOptional)
  }

  static func word(_ name: String, _ words: [String], isOptional: Bool = false) -> BenchParameter {
    BenchParameter(name: name, values: .words(words), isOptional: isOptional)
  }

  static func path(_ name: String, isOptional: Bool = false) -> BenchParameter {
    BenchParameter(name: name, values: .path, isOptional: isOptional)
  }
}
