package import Clinic
package import PumpText
import Quantities

extension ProgrammeWanted {
  /// A dose or minimum rate, and the text of a periodic bolus, which may be empty.
  package init(_ text: String, periodic: String) throws(QuantityError) {
    let boluses = periodic.isEmpty ? nil : try PeriodicText.read(periodic)
    guard text != "minimum-rate" && text != "minimum rate" else {
      guard boluses == nil else {
        throw QuantityError(
          "for boluses over minimum rate write: "
            + "\(.programmePeriodic(example: PeriodicText.example))")
      }
      self.init(dose: nil, periodic: nil)
      return
    }
    let rate = try QuantityText.doseRate(text)
    guard rate > .zero else {
      throw QuantityError(
        "a dose of nothing is no therapy; for the flow that keeps the catheter open write "
          + "minimum-rate, and to stop delivery use \(.stop)")
    }
    self.init(dose: rate, periodic: boluses)
  }

  /// Boluses over minimum rate.
  package init(periodic text: String) throws(QuantityError) {
    self.init(dose: nil, periodic: try PeriodicText.read(text))
  }
}

extension RefillWanted {
  /// A refill of volumes as arguments.
  package init(filled: String, withdrawn: String) throws(QuantityError) {
    self.init(
      filled: try ArgumentText.nanolitres(filled), withdrawn: try ArgumentText.nanolitres(withdrawn)
    )
    guard self.filled > 0 else {
      throw QuantityError("a refill with nothing is none; write the volume filled in")
    }
  }
}
