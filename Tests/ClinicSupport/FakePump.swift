package import Clinic
package import ProgrammerSession
import Quantities
package import Telemetry

/// A pump that holds what it is sent and reads it back, and can be made to say another thing.
package final class FakePump {
  package private(set) var asked: [RequestType] = []
  package var committed: Programme
  /// What it says of itself, its programme aside.
  package var now: Interrogation
  /// What it says of its catheter.
  package var catheter = Samples.untold
  /// What it says after a refill was staged.
  package var refill: RefillReport?
  /// Changes what it foretells.
  package var foretells: (inout Forecast) -> Void = { _ in }
  /// What it refuses.
  package var refusals: [RequestType: RefusalCode] = [:]
  /// Changes an answer on its way.
  package var tamper: (inout Reply) -> Void = { _ in }
  /// The orders it carried out.
  package private(set) var carriedOut: [Order.Body] = []
  private var staged: [PlanNumber: DayPlan] = [:]
  private var therapy: Therapy?
  private var patient: StagePatientBolus?
  private var stagedRefill: StageRefill?

  /// Goes to minimum rate, as at an emergency.
  package func goToMinimumRate() { now.status.alarms.insert(.emergencyRate) }

  /// Whether drug flows by its programme.
  package var givesTherapy: Bool {
    Present(now) == .programme && committed.therapy.mode != .minimumRate
  }

  /// The token of what is staged.
  package static let token: UInt32 = 77

  package init(_ committed: Programme = Samples.programme(100_000), now: Interrogation? = nil) {
    self.committed = committed
    self.now = now ?? Samples.interrogation(at: Samples.monday)
  }

  /// Answers as a pump does.
  package func ask(_ request: Request) -> Outcome {
    asked.append(request.type)
    if let code = refusals[request.type] { return .refused(Refusal(request.type, code)) }
    var reply = answer(request)
    tamper(&reply)
    return .reply(reply)
  }

  /// Carries an order out, and acknowledges it.
  package func carryOut(_ body: Order.Body) -> Acknowledgement {
    carriedOut.append(body)
    switch body {
    case .commit:
      var report = stagedReport
      report.token = 0
      committed = Programme(report: report, plans: committed.plans.merging(staged) { $1 })
      if let patient { now.patientBolus = patient.settings }
      if let stagedRefill {
        now.filledNanolitres = stagedRefill.filledNanolitres
        now.drug = stagedRefill.drug
        now.lowAlarmNanolitres = stagedRefill.lowAlarmNanolitres
      }
    case .setLowAlarm(let order): now.lowAlarmNanolitres = order.nanolitres
    case .silenceAlarms(let order): now.silentMinutes = order.minutes
    case .stop: now.status.flags.isStopped = true
    case .resume: now.status.flags.isStopped = false
    case .setClock(let order): now.clock = order.clock
    case .setCatheter(let order):
      catheter = Samples.catheter(
        ReadCatheter(
          model: order.model, implantedMillimetres: order.implantedMillimetres,
          cutMillimetres: order.cutMillimetres, content: order.content), from: catheter)
      catheter.tip = order.tip
    case .cancelBolus, .startBolus, .requestBolus, .startPrime, .startBridge, .cancelBridge,
      .startTemporaryRate, .endTemporaryRate, .rotateKey:
      break
    }
    return Acknowledgement(body.type, therapySeconds: now.status.therapySeconds)
  }

  private var stagedReport: TherapyReport {
    var report = committed.report
    report.token = Self.token
    report.therapy = therapy ?? report.therapy
    if let refill { report.concentration = refill.concentration }
    Samples.total(&report, committed.plans.merging(staged) { $1 })
    return report
  }

  private func answer(_ request: Request) -> Reply {
    switch request {
    case .part(.dayPlan(let body)): staged[body.number] = body.plan
    case .part(.therapy(let body)): therapy = body.therapy
    case .part(.patientBolus(let body)): patient = body
    case .part(.refill(let body)): stagedRefill = body
    case .query(let query): if let reply = answer(query) { return reply }
    case .opening, .order: break
    }
    return .acknowledged(Acknowledgement(request.type, therapySeconds: 1))
  }

  private func answer(_ query: Request.Query) -> Reply? {
    switch query {
    case .interrogate:
      var body = now
      body.therapy = committed.therapy
      return .interrogation(body)
    case .readBack: return .staged(stagedReport)
    case .readTherapy: return .therapy(committed.report)
    case .readRefill: return refill.map(Reply.refill)
    case .readPatientBolus(let source):
      return .patientBolus(
        PatientBolusReport(
          source: source, settings: source == .staged ? patient?.settings : now.patientBolus,
          startedToday: 0, lockoutSecondsLeft: 0, maximumSecondsLeft: 0, deniedInAll: 0))
    case .readDayPlan(let body):
      let plan = body.source == .staged ? staged[body.number] : committed.plans[body.number]
      return plan.map { .dayPlan(DayPlanReport(body.number, body.source, $0)) }
    case .readForecast(let question):
      let token = question.subject == .staged ? Self.token : 0
      return .forecast(Samples.forecast(question.subject, token: token, foretells))
    case .readCatheter(let asked): return .catheter(Samples.catheter(asked, from: catheter))
    case .readStatus, .discard, .closeSession, .readLog, .testAlarm: return nil
    }
  }
}
