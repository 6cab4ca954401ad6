import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
public import Quantities
public import Testing

/// What was delivered, by four witnesses that know nothing of each other: the physics, the pump's
/// counter of strokes, its programme, and its event log. Spec: bench.md, "The four witnesses".
public struct Witnesses: Equatable, Sendable {
  /// The strokes that the motor has made.
  public let strokesMade: UInt64
  /// The strokes that the pump has counted.
  public let strokesCounted: UInt64
  /// The drug that left the reservoir.
  public let pumped: Picograms
  /// The drug that was programmed.
  public let programmed: Picograms
  /// What of that will be given with the next stroke.
  public let owed: Picograms
  /// What of that was not given and will not be, by the pump's account.
  public let undelivered: Picograms
  /// The same by the log.
  public let undeliveredByLog: Picograms
  /// The first entry of the log that is not as it was written; `nil` when all are.
  public let damagedEntry: UInt32?
  /// Whether all liquid and drug is accounted for.
  public let isBalanced: Bool
  /// The drug that should have left the reservoir, by the programme and the motor's known error.
  public let due: Picograms
  /// By how much both may differ: a stroke, and what the strength in the pump is rounded by.
  private let tolerance: Picograms

  init(_ bench: inout Bench) {
    let truth = bench.pump.truth
    let log = bench.pump.readLogWitness()
    let state = bench.pump.firmware.state
    let integral = state.integral
    strokesMade = truth.strokes
    strokesCounted = state.strokes
    programmed = integral.programmed
    owed = integral.owed
    undelivered = state.undelivered
    let given = integral.programmed.minus(integral.owed)?.minus(state.undelivered) ?? .zero
    let million: Int128 = 1_000_000
    let factor = million + Int128(bench.pump.plant.profile.strokeErrorPPM)
    due = Picograms(rawValue: UInt64(clamping: Int128(given.rawValue) * factor / million))
    pumped = truth.pumped.drug
    let stroke = state.concentration.drug(in: bench.pump.firmware.profile.strokeVolume)
    tolerance = Picograms(rawValue: stroke.rawValue + due.rawValue / 1000)
    undeliveredByLog = log.undelivered
    damagedEntry = log.damaged
    isBalanced = truth.isBalanced
  }

  /// Whether all four say the same.
  public var agree: Bool { disagreements.isEmpty }

  /// Who contradicts whom, in words; none where all four say the same.
  public var disagreements: [String] {
    var found: [String] = []
    if !isBalanced { found.append("liquid or drug is not accounted for") }
    if strokesMade != strokesCounted {
      found.append("the motor made \(strokesMade) strokes and the pump counted \(strokesCounted)")
    }
    if pumped.difference(from: due) > tolerance {
      found.append("the pump gave \(pumped.difference(from: due).testDescription) as programmed")
    }
    if undelivered != undeliveredByLog {
      found.append(
        "undelivered is \(undelivered.testDescription) by the pump's account and "
          + "\(undeliveredByLog.testDescription) by its log")
    }
    if let damagedEntry { found.append("entry \(damagedEntry) of the log is damaged") }
    return found
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
