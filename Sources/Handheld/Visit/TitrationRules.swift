import PumpText
import Quantities

/// What the patient is treated for; the usual steps of titration depend on it.
package enum Indication: String, CaseIterable {
  /// An adult with spasticity of spinal origin.
  case spinal
  /// An adult with spasticity of cerebral origin.
  case cerebral
  /// A child.
  case child

  package var words: String {
    switch self {
    case .spinal: "an adult with spasticity of spinal origin"
    case .cerebral: "an adult with spasticity of cerebral origin"
    case .child: "a child"
    }
  }
}

/// How the dose of baclofen is usually changed: the rules of the drug profile, from the public
/// labels.
///
/// They are advice to a clinician. The programmer warns and asks; the pump neither knows nor
/// enforces them, as it does its own limits. All steps are in 1/10 % of the day's dose.
struct TitrationRules {
  /// The usual range of one increase.
  let increase: ClosedRange<Int64>
  /// The most that is usual when the pump is refilled.
  let increaseAtRefill: Int64

  /// More than this at once, against side effects, is a step towards withdrawal.
  static let decrease: Int64 = 200
  /// From one change of the dose to the next.
  static let interval = Milliseconds.hours(24)
  /// The strengths there are in vials, in mcg/mL: 50 for screening only, the others for pumps.
  static let strengths: [UInt32] = [50, 500, 1000, 2000]

  static func of(_ indication: Indication) -> TitrationRules {
    switch indication {
    case .spinal: TitrationRules(increase: 100...300, increaseAtRefill: 400)
    case .cerebral: TitrationRules(increase: 50...150, increaseAtRefill: 200)
    // No other range at refills is known for children.
    case .child: TitrationRules(increase: 50...150, increaseAtRefill: 150)
    }
  }

  /// The highest usual step of any patient.
  static func highest(atRefill: Bool) -> Int64 {
    Indication.allCases.map { of($0).most(atRefill: atRefill) }.max() ?? 0
  }

  func most(atRefill: Bool) -> Int64 { atRefill ? increaseAtRefill : increase.upperBound }
}

/// Something to think about before a change is confirmed. It never stops one.
struct Warning: Encodable, Equatable {
  /// What is unusual, for programs.
  enum Code: String, CaseIterable, Encodable {
    /// A day or the week rises by more than is usual at once.
    case stepUp = "titration_step_up"
    /// It rises by less than anybody feels.
    case stepSmall = "titration_step_small"
    /// It falls by more than is usual at once.
    case stepDown = "titration_step_down"
    /// The last change was too short a while ago to be judged.
    case interval = "titration_interval"
    /// The boluses of the programme end with the change.
    case periodicBolusEnds = "periodic_bolus_ends"
    /// Drawn out was something else than the pump counted.
    case volumeDiscrepancy = "volume_discrepancy"
  }

  let code: Code
  let message: String
}

/// A change of the dose, held against the rules of titration on every day and over the week.
struct Titration {
  let comparison: DayComparison
  let indication: Indication?
  let isRefill: Bool
  /// How long ago the last change was committed; `nil` when that is not known.
  let sinceLastChange: Milliseconds?

  var warnings: [Warning] {
    guard comparison.isChange else { return [] }
    return [riseWarning, fallWarning, intervalWarning].compactMap { $0 }
  }

  /// The largest rise of any day.
  private var riseWarning: Warning? {
    guard let step = comparison.largestRise, let tenths = step.change.tenths else { return nil }
    let size = "\(step.change.size) more\(step.days)"
    guard let indication else {
      let most = TitrationRules.highest(atRefill: isRefill)
      guard tenths > most else { return nil }
      return Warning(
        code: .stepUp,
        message: "\(size) at once is above every usual step of titration "
          + "(\(most / 10) %); --indication checks it for this patient")
    }
    let rules = TitrationRules.of(indication)
    let most = rules.most(atRefill: isRefill)
    let usual = "\(rules.increase.lowerBound / 10)-\(most / 10) %"
    if tenths > most {
      return Warning(
        code: .stepUp,
        message: "\(size) at once is above the \(usual) that is usual for \(indication.words)")
    }
    if tenths < rules.increase.lowerBound {
      return Warning(
        code: .stepSmall,
        message: "\(size) is less than the \(usual) that is usual for "
          + "\(indication.words): check the number")
    }
    return nil
  }

  /// The largest fall of any day.
  private var fallWarning: Warning? {
    guard let step = comparison.largestFall, let tenths = step.change.tenths,
      tenths < -TitrationRules.decrease
    else { return nil }
    return Warning(
      code: .stepDown,
      message: "\(step.change.size) less\(step.days) at once is more than the 10-20 % that is "
        + "usual: mind withdrawal")
  }

  private var intervalWarning: Warning? {
    guard let sinceLastChange, sinceLastChange < TitrationRules.interval else { return nil }
    return Warning(
      code: .interval,
      message: "a change was committed \(MomentWords.ago(sinceLastChange)); "
        + "the dose is changed at most once in \(QuantityWords.hours(TitrationRules.interval))")
  }
}

extension QuantityWords {
  /// A length of time in whole hours, such as `24 h`.
  fileprivate static func hours(_ length: Milliseconds) -> String {
    "\(length.rawValue / 3_600_000) h"
  }
}
