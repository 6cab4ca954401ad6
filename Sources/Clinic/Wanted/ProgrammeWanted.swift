package import Quantities
package import Telemetry

/// A programme without a schedule, as it is wanted.
package struct ProgrammeWanted {
  /// The basal dose; `nil` for minimum rate.
  private let dose: DoseRate?
  private let periodic: PeriodicWanted?

  /// A dose day and night, or minimum rate where there is none, and boluses on top.
  package init(dose: DoseRate?, periodic: PeriodicWanted?) {
    self.dose = dose
    self.periodic = periodic
  }

  /// The programme for a pump whose clock shows a given time.
  package func therapy(at clock: WallClock?) throws(WantedProblem) -> Therapy {
    var bolus: PeriodicBolus?
    if let periodic { bolus = try periodic.bolus(at: clock) }
    if let dose { return .simpleContinuous(dose, periodic: bolus) }
    return bolus.map(Therapy.periodicBolus) ?? .minimumRate
  }
}
