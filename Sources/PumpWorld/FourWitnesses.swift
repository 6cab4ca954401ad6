import PumpFirmware
import PumpPlant
package import Quantities

/// What was delivered, by four witnesses that know nothing of each other: the physics, the pump's
/// counter of strokes, its programme, and its event log. Spec: bench.md, "The four witnesses".
package struct FourWitnesses: Equatable, Sendable {
  /// The strokes that the motor has made.
  package let strokesMade: UInt64
  /// The strokes that the pump has counted.
  package let strokesCounted: UInt64
  /// The drug that left the reservoir.
  package let pumped: Picograms
  /// The drug that was programmed.
  package let programmed: Picograms
  /// What of that will be given with the next stroke.
  package let owed: Picograms
  /// What of that was not given and will not be, by the pump's account.
  package let undelivered: Picograms
  /// The same by the log.
  package let undeliveredByLog: Picograms
  /// The first entry of the log that is not as it was written; `nil` when all are.
  package let damagedEntry: UInt32?
  /// Whether all liquid and drug is accounted for.
  package let isBalanced: Bool
  /// The drug that should have left the reservoir, by the programme and the motor's known error.
  package let due: Picograms
  /// By how much both may differ: a stroke, and what the strength in the pump is rounded by.
  package let tolerance: Picograms

  /// Asks all four of a pump.
  package init<Memory: PumpMemory>(_ pump: inout VirtualPump<Memory>) {
    let truth = pump.truth
    let log = pump.readLogWitness()
    let state = pump.firmware.state
    let integral = state.integral
    strokesMade = truth.strokes
    strokesCounted = state.strokes
    programmed = integral.programmed
    owed = integral.owed
    undelivered = state.undelivered
    let given = integral.programmed.minus(integral.owed)?.minus(state.undelivered) ?? .zero
    let million: Int128 = 1_000_000
    let factor = million + Int128(pump.plant.profile.strokeErrorPPM)
    due = Picograms(rawValue: UInt64(clamping: Int128(given.rawValue) * factor / million))
    pumped = truth.pumped.drug
    let stroke = state.concentration.drug(in: pump.firmware.profile.strokeVolume)
    tolerance = Picograms(rawValue: stroke.rawValue + due.rawValue / 1000)
    undeliveredByLog = log.undelivered
    damagedEntry = log.damaged
    isBalanced = truth.isBalanced
  }

  /// Who contradicts whom; none where all four say the same.
  package var contradictions: [Contradiction] {
    var found: [Contradiction] = []
    if !isBalanced { found.append(.balance) }
    if strokesMade != strokesCounted { found.append(.strokes) }
    if pumped.distance(from: due) > tolerance { found.append(.amount) }
    if undelivered != undeliveredByLog { found.append(.log) }
    if damagedEntry != nil { found.append(.damage) }
    return found
  }

  /// In what two of them contradict each other.
  package enum Contradiction: Equatable, Sendable {
    /// Liquid or drug is not accounted for.
    case balance
    /// The motor made other strokes than the pump counted.
    case strokes
    /// What left the reservoir is not what was programmed.
    case amount
    /// The log has another sum of what was not given.
    case log
    /// An entry of the log is not as it was written.
    case damage
  }
}

extension Picograms {
  fileprivate func distance(from other: Picograms) -> Picograms {
    self > other ? self - other : other - self
  }
}
