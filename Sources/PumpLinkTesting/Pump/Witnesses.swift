import PumpText
import PumpWorld
public import Quantities
public import Testing

/// What was delivered, by four witnesses that know nothing of each other: the physics, the pump's
/// counter of strokes, its programme, and its event log. Spec: bench.md, "The four witnesses".
public struct Witnesses: Equatable, Sendable {
  private let said: FourWitnesses

  init(_ bench: inout Bench) { said = FourWitnesses(&bench.pump) }

  /// The strokes that the motor has made.
  public var strokesMade: UInt64 { said.strokesMade }
  /// The strokes that the pump has counted.
  public var strokesCounted: UInt64 { said.strokesCounted }
  /// The drug that left the reservoir.
  public var pumped: Picograms { said.pumped }
  /// The drug that was programmed.
  public var programmed: Picograms { said.programmed }
  /// What of that will be given with the next stroke.
  public var owed: Picograms { said.owed }
  /// What of that was not given and will not be, by the pump's account.
  public var undelivered: Picograms { said.undelivered }
  /// The same by the log.
  public var undeliveredByLog: Picograms { said.undeliveredByLog }
  /// The first entry of the log that is not as it was written; `nil` when all are.
  public var damagedEntry: UInt32? { said.damagedEntry }
  /// Whether all liquid and drug is accounted for.
  public var isBalanced: Bool { said.isBalanced }
  /// The drug that should have left the reservoir, by the programme and the motor's known error.
  public var due: Picograms { said.due }

  /// Whether all four say the same.
  public var agree: Bool { disagreements.isEmpty }

  /// Who contradicts whom, in words; none where all four say the same.
  public var disagreements: [String] { said.contradictions.map(words) }

  private func words(_ contradiction: FourWitnesses.Contradiction) -> String {
    switch contradiction {
    case .balance: "liquid or drug is not accounted for"
    case .strokes:
      "the motor made \(strokesMade) strokes and the pump counted \(strokesCounted)"
    case .amount: "the pump gave \(pumped.difference(from: due).testDescription) as programmed"
    case .log:
      "undelivered is \(undelivered.testDescription) by the pump's account and "
        + "\(undeliveredByLog.testDescription) by its log"
    case .damage: "entry \(damagedEntry ?? 0) of the log is damaged"
    }
  }
}

extension Witnesses: CustomTestStringConvertible {
  /// What they say, and who contradicts whom.
  public var testDescription: String {
    let said =
      "\(programmed.testDescription) programmed, \(owed.testDescription) of it owed and "
      + "\(undelivered.testDescription) undelivered, in \(strokesCounted) strokes"
    return agree ? said : said + "; " + disagreements.joined(separator: "; ")
  }
}

extension Pump {
  /// What the four witnesses of the delivery say now.
  public var witnesses: Witnesses { use { Witnesses(&$0) } }
}
