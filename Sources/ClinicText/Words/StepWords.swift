import PumpText
import Quantities
package import Telemetry

/// A step of a day in words.
package enum StepWords {
  /// What is given while it lasts.
  package static func dose(_ step: DayStep) -> String {
    step.dose == .zero ? "minimum rate" : QuantityWords.dose(step.dose)
  }

  /// When it begins and what it gives, such as `06:00 150 mcg/day`.
  package static func line(_ step: DayStep) -> String {
    "\(QuantityWords.timeOfDay(minutes: UInt64(step.startMinute))) \(dose(step))"
  }
}
