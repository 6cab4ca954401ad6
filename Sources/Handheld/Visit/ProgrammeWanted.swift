import Clinic
package import PumpText
package import Quantities
package import Telemetry

/// A programme without a schedule, as it was typed.
package struct ProgrammeWanted {
  private let dose: DoseRate?
  private let periodic: PeriodicWanted?

  /// A dose or minimum rate, and the text of a periodic bolus, which may be empty.
  package init(_ text: String, periodic: String) throws(QuantityError) {
    self.periodic = periodic.isEmpty ? nil : try PeriodicText.read(periodic)
    guard text != "minimum-rate" && text != "minimum rate" else {
      guard self.periodic == nil else {
        throw QuantityError(
          "for boluses over minimum rate write: programmer periodic “\(PeriodicText.example)”")
      }
      dose = nil
      return
    }
    let rate = try QuantityText.doseRate(text)
    guard rate > .zero else {
      throw QuantityError(
        "a dose of nothing is no therapy; for the flow that keeps the catheter open write "
          + "minimum-rate, and to stop delivery use `programmer stop`")
    }
    dose = rate
  }

  /// Boluses over minimum rate.
  package init(periodic text: String) throws(QuantityError) {
    periodic = try PeriodicText.read(text)
    dose = nil
  }

  /// The programme for a pump whose clock shows a given time.
  package func therapy(at clock: WallClock?) throws -> Therapy {
    let bolus = try Typed.late { () throws(QuantityError) in try periodic?.bolus(at: clock) }
    if let dose { return .simpleContinuous(dose, periodic: bolus) }
    return bolus.map(Therapy.periodicBolus) ?? .minimumRate
  }
}
