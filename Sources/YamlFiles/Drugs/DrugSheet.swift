package import Quantities
package import Telemetry

/// What a drug library says of one drug, for whoever reads it: handheld and pump take from the same
/// file what each of them has to know.
package struct DrugSheet: Equatable, Sendable {
  /// What a strength is made for.
  package enum Use: String, CaseIterable, Sendable {
    /// It is filled into a pump.
    case pump
    /// It is given by hand, before there is a pump.
    case screening
  }

  /// A strength there is in vials.
  package struct Strength: Equatable, Sendable {
    /// In mcg/mL, 1 to 1 000 000.
    package let microgramsPerMillilitre: UInt32
    package let use: Use
    /// How long it keeps in a pump, in days, 1 to 3650; `nil` where the library does not say.
    package let stableDays: UInt16?
  }

  /// What of a drug is usual: the soft limits of a pump (therapy.md, "Limits").
  package struct Usual: Equatable, Sendable {
    /// The range of a day's dose, the lower end first.
    package let minimumDose: DoseRate
    package let maximumDose: DoseRate
    /// The largest bolus in ng, above 0.
    package let maximumBolus: UInt32
    /// The least time that a bolus takes.
    package let minimumBolusDuration: Milliseconds
    /// The largest step of a day's total, 100 % to 10 000 %.
    package let largestStep: UInt16
    /// The largest bolus beside a day's dose, 1 % to 10 000 %.
    package let largestShare: UInt16
  }

  /// The drug as pumps name it.
  package let code: DrugCode
  /// Where its numbers were read.
  package let source: String
  /// Its strengths, each once.
  package let strengths: [Strength]
  /// Its soft limits; `nil` where the library is for handhelds only.
  package let usual: Usual?
  /// The line it begins on.
  package let line: Int
  /// The line its soft limits begin on, or it begins on without any.
  package let usualLine: Int
}
