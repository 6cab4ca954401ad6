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
  /// A refill of volumes as arguments, and of what else of it is typed.
  package init(
    filled: String, withdrawn: String, concentration: String? = nil, lowAlarm: String? = nil,
    dose: String? = nil, periodic: String? = nil
  ) throws(QuantityError) {
    self.init(
      filled: try ArgumentText.nanolitres(filled), withdrawn: try ArgumentText.nanolitres(withdrawn)
    )
    guard self.filled > 0 else {
      throw QuantityError("a refill with nothing is none; write the volume filled in")
    }
    if let concentration { self.concentration = try QuantityText.concentration(concentration) }
    if let lowAlarm { self.lowAlarm = try ArgumentText.nanolitres(lowAlarm) }
    if let dose {
      programme = try ProgrammeWanted(dose, periodic: periodic ?? "")
    } else if periodic != nil {
      throw QuantityError("periodic boluses of a refill belong to a new dose; say it too")
    }
  }
}
