import Quantities
package import Telemetry

/// Something to be read of a pump or staged in it, in a visit.
package indirect enum VisitStep: Equatable {
  case interrogate
  /// The programme in force, without its plans.
  case therapy
  /// The plans that a programme follows, and the programme held against them: the one in force, or
  /// with the numbers of the plans that are staged for it, the one that is staged.
  case plans(staged: [PlanNumber]?)
  /// The schedule in force with its plans, if one runs on a clock that was set.
  case clockSchedule
  /// What the pump foretells as things are; one that lost its memory foretells nothing.
  case foretell
  case stage(Request.Part)
  /// The programme that is staged, without its plans.
  case readBack
  case readRefill
  /// The catheter as it is.
  case catheter
  /// The catheter as an order would make it, of what was read of it before.
  case foreseeCatheter(CatheterWanted)
  case patientBolus(Source)
  /// What the pump foretells of an order.
  case propose(DoseOrder)
  /// One plan of a programme.
  case plan(ReadDayPlan)
  /// The programme in force or staged, of all that was read of it.
  case programme(isStaged: Bool)
}

/// What was read of a pump in a visit.
package struct VisitFacts {
  package var now: Interrogation?
  package var report: TherapyReport?
  /// The programme in force with its plans.
  package var programme: Programme?
  /// What the pump foretells as things are.
  package var running: Forecast?
  package var patientBolus: PatientBolusReport?
  package var proposal: Proposal?
  /// What the handheld knows of drugs.
  package var drugs = DrugLibrary.standard
  /// The catheter as it is, as an order would make it, and that order.
  package var catheter: CatheterReport?
  package var catheterAfter: CatheterReport?
  package var catheterOrder: SetCatheter?
  /// What is staged.
  var stagedReport: TherapyReport?
  var staged: Programme?
  var refill: RefillReport?
  /// The plans read so far of the programme that is put together.
  var plans: [PlanNumber: DayPlan] = [:]

  package init() {}

  /// What a change is made of; `nil` before all of it was read.
  var reading: PumpReading? {
    guard let now, let programme, let running else { return nil }
    var reading = PumpReading(now: now, programme: programme, running: running)
    reading.drugs = drugs
    return reading
  }
}
