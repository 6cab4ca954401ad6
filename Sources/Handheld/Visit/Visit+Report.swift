import Clinic
import PumpText
import Telemetry

extension Visit {
  /// Reads all that a report tells. `patient` is who it is to be about, by code or in other words;
  /// throws when the pump is in another patient than one of that code.
  package func reportFacts(about patient: String? = nil) throws -> ReportFacts {
    let archive = connection.recorder.archive
    let trend = try archive?.trend(ofPump: identity.serial.string, named: patient)
    var facts = ReportFacts(now: try interrogate(), therapy: try therapy())
    facts.foretold = try foretell(facts.now)
    facts.drugs = drugs
    facts.catheter = try? catheter()
    facts.plans = try usedPlans(facts.therapy.therapy.week)
    facts.log = try log.entries(from: 1)
    facts.patient = patient
    facts.trend = trend
    facts.history = try archive?.history(serial: identity.serial.string) ?? []
    return facts
  }

  /// The plans that a week uses, each once.
  private func usedPlans(_ week: WeekPlan) throws -> [ReportFacts.UsedPlan] {
    var days: [PlanNumber: [Int]] = [:]
    for weekday in 0..<7 {
      if let number = week[weekday] { days[number, default: []].append(weekday) }
    }
    return try days.sorted { $0.value[0] < $1.value[0] }.map { number, weekdays in
      guard
        case .dayPlan(let report) = try reply(
          .query(.readDayPlan(ReadDayPlan(number, .committed))))
      else { throw surprise }
      return ReportFacts.UsedPlan(number: number, weekdays: weekdays, plan: report.plan)
    }
  }
}
