package import Quantities

/// What the patient is treated for; the usual steps of titration depend on it.
package enum Indication: String, CaseIterable {
  /// An adult with spasticity of spinal origin.
  case spinal
  /// An adult with spasticity of cerebral origin.
  case cerebral
  /// A child.
  case child
}

/// How the dose of baclofen is usually changed: the rules of the drug profile, from the public
/// labels.
///
/// They are advice to a clinician. The programmer warns and asks; the pump neither knows nor
/// enforces them, as it does its own limits. All steps are in 1/10 % of the day's dose.
package struct TitrationRules {
  /// The usual range of one increase.
  let increase: ClosedRange<Int64>
  /// The most that is usual when the pump is refilled.
  let increaseAtRefill: Int64

  /// More than this at once, against side effects, is a step towards withdrawal.
  static let decrease: Int64 = 200
  /// From one change of the dose to the next.
  package static let interval = Milliseconds.hours(24)

  package static func of(_ indication: Indication) -> TitrationRules {
    switch indication {
    case .spinal: TitrationRules(increase: 100...300, increaseAtRefill: 400)
    case .cerebral: TitrationRules(increase: 50...150, increaseAtRefill: 200)
    // No other range at refills is known for children.
    case .child: TitrationRules(increase: 50...150, increaseAtRefill: 150)
    }
  }

  /// The highest usual step of any patient.
  package static func highest(atRefill: Bool) -> Int64 {
    Indication.allCases.map { of($0).most(atRefill: atRefill) }.max() ?? 0
  }

  package func most(atRefill: Bool) -> Int64 { atRefill ? increaseAtRefill : increase.upperBound }
}
