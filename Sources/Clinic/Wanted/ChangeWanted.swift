import Quantities
package import Telemetry

/// A change of the programme as it is wanted, before the pump is known that it is made in.
package struct ChangeWanted {
  /// What is to change.
  package indirect enum Matter {
    /// The programme, to one without a schedule.
    case programme(ProgrammeWanted)
    /// The programme, to a day schedule; days without a plan keep theirs if told.
    case schedule(ScheduleWanted, keepsOtherDays: Bool)
    /// The reservoir, and the programme with it if told.
    case refill(RefillWanted)
    /// What the patient may ask for.
    case patientBolus(StagedChange.PatientBolusChange)
    /// The programme, to all that a pump gives which is to be replaced by this one.
    case transfer(TransferSource)
  }

  package let matter: Matter
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  package let overridesSoftLimits: Bool

  package init(_ matter: Matter, overridesSoftLimits: Bool = false) {
    self.matter = matter
    self.overridesSoftLimits = overridesSoftLimits
  }

  /// What is staged for it in a pump that said this, by a handheld that knows these drugs.
  package func change(
    of now: Interrogation, drugs: DrugLibrary = .standard
  ) throws(WantedProblem) -> StagedChange {
    var change = StagedChange(overridesSoftLimits: overridesSoftLimits)
    switch matter {
    case .programme(let wanted): change.therapy = try wanted.therapy(at: now.clock)
    case .schedule(let wanted, let keepsOtherDays):
      let numbered = try wanted.numbered(keeping: keepsOtherDays ? now.therapy.week : nil)
      var bolus: PeriodicBolus?
      if let periodic = wanted.periodic { bolus = try periodic.bolus(at: now.clock) }
      change.plans = numbered.plans
      change.therapy = .daySchedule(numbered.week, periodic: bolus)
    case .refill(let wanted):
      change.refill = try wanted.refill(
        now, drugs: drugs, overridesSoftLimits: overridesSoftLimits)
      if wanted.turnsPatientBolusOff { change.patientBolus = .off }
      if let programme = wanted.programme { change.therapy = try programme.therapy(at: now.clock) }
    case .patientBolus(let settings): change.patientBolus = settings
    case .transfer(let old): change = old.change(overridesSoftLimits: overridesSoftLimits)
    }
    return change
  }
}
