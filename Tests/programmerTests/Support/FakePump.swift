import Quantities
import Telemetry

@testable import Clinic
@testable import Handheld

/// A pump that holds what it is sent and reads it back, and can be made to read back another thing.
final class FakePump {
  private(set) var asked: [RequestType] = []
  var committed: Programme
  /// What it says after a refill was staged.
  var refill: RefillReport?
  /// What it refuses.
  var refusals: [RequestType: RefusalCode] = [:]
  /// Changes an answer on its way.
  var tamper: (inout Reply) -> Void = { _ in }
  private var staged: [PlanNumber: DayPlan] = [:]
  private var therapy: Therapy?
  private var patient: PatientBolus?

  init(_ committed: Programme = Samples.programme(100_000)) { self.committed = committed }

  /// Answers as a pump does; a refusal is thrown, as a visit throws it.
  func ask(_ request: Request) throws -> Reply {
    asked.append(request.type)
    if let code = refusals[request.type] {
      throw OutcomeWords.error(Refusal(request.type, code))
    }
    var reply = answer(request)
    tamper(&reply)
    return reply
  }

  private func answer(_ request: Request) -> Reply {
    switch request {
    case .part(.dayPlan(let body)):
      staged[body.number] = body.plan
    case .part(.therapy(let body)):
      therapy = body.therapy
    case .part(.patientBolus(let body)):
      patient = body.settings
    case .query(.readBack):
      var report = committed.report
      report.token = 77
      report.therapy = therapy ?? report.therapy
      if let refill { report.concentration = refill.concentration }
      let plans = committed.plans.merging(staged) { $1 }
      Samples.total(&report, plans)
      return .staged(report)
    case .query(.readTherapy): return .therapy(committed.report)
    case .query(.readRefill):
      if let refill { return .refill(refill) }
    case .query(.readPatientBolus(let source)):
      return .patientBolus(
        PatientBolusReport(
          source: source, settings: source == .staged ? patient : nil, startedToday: 0,
          lockoutSecondsLeft: 0, deniedInAll: 0))
    case .query(.readDayPlan(let body)):
      if let plan = body.source == .staged ? staged[body.number] : committed.plans[body.number] {
        return .dayPlan(DayPlanReport(body.number, body.source, plan))
      }
    default: break
    }
    return .acknowledged(Acknowledgement(request.type, therapySeconds: 1))
  }
}
