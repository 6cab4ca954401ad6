package import Clinic
package import PumpText
import Quantities

extension Warning {
  /// A warning for a person and for a program.
  package init(_ warning: ChangeWarning, _ face: Face) {
    switch warning {
    case .titration(let finding): self.init(finding, face)
    case .periodicBolusEnds(let bolus):
      self.init(
        code: .periodicBolusEnds,
        message: "the periodic bolus of the running programme "
          + "(\(PeriodicWords.short(bolus))) ends with this change")
    case .volumeDiscrepancy(let difference):
      self.init(
        code: .volumeDiscrepancy,
        message: "the volume drawn out is "
          + "\(QuantityWords.volume(nanolitres: difference.magnitude)) "
          + "\(difference < 0 ? "less" : "more") than the pump counted: suspect a filling beside "
          + "the reservoir or a flow error, and watch the patient")
    }
  }

  /// A finding for a person and for a program.
  package init(_ finding: Titration.Finding, _ face: Face) {
    switch finding {
    case .aboveAllSteps(let step, let most):
      self.init(
        code: .stepUp,
        message: "\(Self.rise(step)) at once is above every usual step of titration "
          + "(\(most / 10) %); \(face.words(.nameIndication)) checks it for this patient")
    case .aboveSteps(let step, let usual, let indication):
      self.init(
        code: .stepUp,
        message: "\(Self.rise(step)) at once is above the \(Self.words(usual)) that is usual for "
          + indication.words)
    case .belowSteps(let step, let usual, let indication):
      self.init(
        code: .stepSmall,
        message: "\(Self.rise(step)) is less than the \(Self.words(usual)) that is usual for "
          + "\(indication.words): check the number")
    case .largeFall(let step):
      self.init(
        code: .stepDown,
        message: "\(step.change.size) less\(step.days.words) at once is more than the 10-20 % that "
          + "is usual: mind withdrawal")
    case .tooSoon(let length):
      self.init(
        code: .interval,
        message: "a change was committed \(MomentWords.ago(length)); "
          + "the dose is changed at most once in \(QuantityWords.hours(TitrationRules.interval))")
    }
  }

  private static func rise(_ step: DayComparison.Step) -> String {
    "\(step.change.size) more\(step.days.words)"
  }

  private static func words(_ usual: ClosedRange<Int64>) -> String {
    "\(usual.lowerBound / 10)-\(usual.upperBound / 10) %"
  }
}

extension QuantityWords {
  /// A length of time in whole hours, such as `24 h`.
  fileprivate static func hours(_ length: Milliseconds) -> String {
    "\(length.rawValue / 3_600_000) h"
  }
}
