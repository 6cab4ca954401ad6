import Quantities
import Telemetry

/// The drug of any 24 hours of a programme, in whole ng. Spec: therapy.md, "Largest step".
struct DayTotals: Hashable, Sendable {
  /// The smallest, with as few periodic boluses as can begin in them; rounded down.
  var least: UInt32
  /// The largest, with as many periodic boluses as can begin in them; rounded up.
  var most: UInt32
  /// The largest with every bolus that the patient may have in them; rounded up.
  var mostWithPatient: UInt32

  init(least: UInt32, most: UInt32, mostWithPatient: UInt32) {
    self.least = least
    self.most = most
    self.mostWithPatient = mostWithPatient
  }

  /// The totals of a programme, with a patient bolus or none.
  init(_ programme: ProgrammeInfusion, _ patient: PatientBolus?) {
    let largest = programme.largestSpan()
    least = programme.smallestSpan.nanogramsRoundedDown
    most = largest.nanogramsRoundedUp
    mostWithPatient = (largest + (patient?.mostPerDay ?? .zero)).nanogramsRoundedUp
  }

  /// The totals of something that flows evenly.
  init(steady perDay: Picograms) {
    least = perDay.nanogramsRoundedDown
    most = perDay.nanogramsRoundedUp
    mostWithPatient = most
  }
}

/// The outermost of several totals.
struct TotalsRange: Hashable, Sendable {
  var lowLeast: UInt32
  var highLeast: UInt32
  var lowMost: UInt32
  var highMost: UInt32
  var lowWithPatient: UInt32
  var highWithPatient: UInt32

  init(_ totals: DayTotals) {
    lowLeast = totals.least
    highLeast = totals.least
    lowMost = totals.most
    highMost = totals.most
    lowWithPatient = totals.mostWithPatient
    highWithPatient = totals.mostWithPatient
  }

  /// Takes in another range.
  mutating func extend(by other: TotalsRange) {
    lowLeast = min(lowLeast, other.lowLeast)
    highLeast = max(highLeast, other.highLeast)
    lowMost = min(lowMost, other.lowMost)
    highMost = max(highMost, other.highMost)
    lowWithPatient = min(lowWithPatient, other.lowWithPatient)
    highWithPatient = max(highWithPatient, other.highWithPatient)
  }

  /// How totals are a step beyond these; `nil` when they are within. A step up to so many percent,
  /// and down to the same share, is within.
  func finding(_ new: DayTotals, percent: UInt16) -> StepFinding? {
    let factor = UInt64(percent)
    func isAbove(_ total: UInt32, _ low: UInt32) -> Bool {
      UInt64(total) * 100 > UInt64(low) * factor
    }
    func above(_ low: UInt32) -> StepFinding {
      StepFinding(rule: .aboveDouble, limit: UInt64(low) * factor / 100)
    }
    func below(_ high: UInt32) -> StepFinding {
      StepFinding(rule: .belowHalf, limit: (UInt64(high) * 100 + factor - 1) / factor)
    }
    if isAbove(new.most, lowMost) { return above(lowMost) }
    if isAbove(new.least, lowLeast) { return above(lowLeast) }
    if isAbove(new.mostWithPatient, lowWithPatient) { return above(lowWithPatient) }
    // What the patient may ask for need not come, so its end withdraws nothing that was sure.
    if isAbove(highMost, new.most) { return below(highMost) }
    return isAbove(highLeast, new.least) ? below(highLeast) : nil
  }
}

/// The rule that an order is beyond, and the most or least that it allows in ng.
struct StepFinding: Hashable, Sendable {
  var rule: StepRule
  var limit: UInt64
}

extension PatientBolus {
  /// The drug of all boluses that the patient may have in 24 hours.
  var mostPerDay: Picograms { dose.times(UInt64(maximumPerDay)) ?? dose }
}

extension Picograms {
  /// The amount in whole nanograms, rounded up; the largest there is when it is more.
  @inline(never)
  var nanogramsRoundedUp: UInt32 {
    UInt32(clamping: rawValue / 1000 + (rawValue % 1000 == 0 ? 0 : 1))
  }
}
