package import ProgrammerSession
import Quantities
package import Telemetry

/// The way through what is to be read and staged: one request after the other, each answer held
/// against what was asked. Nothing is taken on trust.
///
/// Send ``next()``, hand in ``heard(_:)``, until there is no request any more. Then either all
/// of it is in ``facts``, or ``fault`` says why not.
package struct VisitReading {
  package private(set) var facts: VisitFacts
  /// Why it ended early.
  package private(set) var fault: VisitFault?
  /// What is still to be done, the next last.
  private var steps: [VisitStep]
  /// What an answer is awaited to.
  private var doing: VisitStep?

  /// Steps in their order, and what is known already.
  package init(_ steps: [VisitStep], _ facts: VisitFacts = VisitFacts()) {
    self.steps = steps.reversed()
    self.facts = facts
  }

  /// The next request; `nil` when nothing more is to be asked.
  package mutating func next() -> Request? {
    while fault == nil, let step = steps.popLast() {
      if let request = request(for: step) {
        doing = step
        return request
      }
    }
    return nil
  }

  /// The line was lost before the answer came.
  package mutating func lost() { end(.lost) }

  /// The request ended.
  package mutating func heard(_ outcome: Outcome) {
    guard let step = doing else { return }
    doing = nil
    switch outcome {
    case .reply(let reply): take(reply, step)
    case .refused(let refusal):
      guard let meant = step.meant else { return end(.refused(refusal)) }
      end(.refused(Refusal(meant, refusal.code, asked: refusal.asked, limit: refusal.limit)))
    case .notDone: end(.notDone)
    case .unknown: end(.unknown)
    case .failed(let error): end(.failed(error))
    case .doneUnheard: end(.wrongKind)
    }
  }

  private mutating func end(_ fault: VisitFault) {
    doing = nil
    self.fault = fault
  }

  /// What is sent for a step; `nil` for one that needs no request, and is done by that.
  private mutating func request(for step: VisitStep) -> Request? {
    switch step {
    case .interrogate: return .query(.interrogate)
    case .therapy: return .query(.readTherapy)
    case .foretell:
      if facts.now?.status.alarms.contains(.memoryLost) != true {
        return .query(.readForecast(.running))
      }
      facts.running = .nothing
    case .stage(let part): return .part(part)
    case .readBack: return .query(.readBack)
    case .readRefill: return .query(.readRefill)
    case .patientBolus(let source): return .query(.readPatientBolus(source))
    case .propose(let order): return .query(.readForecast(order.question))
    case .plan(let plan): return .query(.readDayPlan(plan))
    case .plans(let staged): readPlans(staged)
    case .catheter:
      return .query(
        .readCatheter(
          ReadCatheter(
            model: 0, implantedMillimetres: 0, cutMillimetres: 0, content: .asItWas)))
    case .foreseeCatheter(let wanted): return foresee(wanted)
    case .clockSchedule:
      if let now = facts.now, now.clock != nil, now.therapy.mode == .daySchedule {
        steps += [.plans(staged: nil), .therapy]
      }
    case .programme(let isStaged): putTogether(isStaged: isStaged)
    }
    return nil
  }

  /// Asks what an order of a catheter would do; nothing when it cannot be made of what was read.
  private mutating func foresee(_ wanted: CatheterWanted) -> Request? {
    guard let told = facts.catheter else {
      end(.wrongKind)
      return nil
    }
    do throws(WantedProblem) {
      let order = try wanted.order(told)
      facts.catheterOrder = order
      return .query(
        .readCatheter(
          ReadCatheter(
            model: order.model, implantedMillimetres: order.implantedMillimetres,
            cutMillimetres: order.cutMillimetres, content: order.content)))
    } catch {
      end(.wanted(error))
      return nil
    }
  }

  /// Reads the plans of a programme before anything else; those that are staged as they are staged.
  private mutating func readPlans(_ staged: [PlanNumber]?) {
    guard let report = staged == nil ? facts.report : facts.stagedReport else { return }
    facts.plans = [:]
    steps.append(.programme(isStaged: staged != nil))
    for number in Programme.plans(of: report.therapy.week).reversed() {
      let source: Source = staged?.contains(number) == true ? .staged : .committed
      steps.append(.plan(ReadDayPlan(number, source)))
    }
  }

  private mutating func putTogether(isStaged: Bool) {
    guard let report = isStaged ? facts.stagedReport : facts.report else { return }
    let programme = Programme(report: report, plans: facts.plans)
    if let part = ReadBack.contradiction(in: programme) { return end(.contradiction(part)) }
    if isStaged { facts.staged = programme } else { facts.programme = programme }
  }

  private mutating func take(_ reply: Reply, _ step: VisitStep) {
    switch (step, reply) {
    case (.interrogate, .interrogation(let body)): facts.now = body
    case (.therapy, .therapy(let body)): facts.report = body
    case (.foretell, .forecast(let body)) where body.subject == .running: facts.running = body
    case (.stage, .acknowledged): break
    case (.readBack, .staged(let body)): facts.stagedReport = body
    case (.readRefill, .refill(let body)): facts.refill = body
    case (.patientBolus(let source), .patientBolus(let body)) where body.source == source:
      facts.patientBolus = body
    case (.propose(let order), .forecast(let body)):
      facts.proposal = Proposal(order, body)
      if facts.proposal == nil { end(.wrongKind) }
    case (.plan(let asked), .dayPlan(let body))
    where body.number == asked.number && body.source == asked.source:
      facts.plans[body.number] = body.plan
    case (.catheter, .catheter(let body)): facts.catheter = body
    case (.foreseeCatheter, .catheter(let body)): facts.catheterAfter = body
    case (.readBack, _), (.readRefill, _), (.patientBolus, _), (.plan, _): end(.wrongPart)
    case (.catheter, _), (.foreseeCatheter, _), (.interrogate, _), (.therapy, _), (.foretell, _),
      (.stage, _), (.propose, _),
      (.plans, _), (.clockSchedule, _), (.programme, _):
      end(.wrongKind)
    }
  }
}

extension VisitStep {
  /// The order that is meant where its forecast is asked for; a refusal is of that.
  fileprivate var meant: RequestType? {
    switch self {
    case .propose(let order): order.type
    case .foreseeCatheter: .setCatheter
    case .interrogate, .therapy, .plans, .clockSchedule, .foretell, .stage, .readBack, .readRefill,
      .patientBolus, .plan, .programme, .catheter:
      nil
    }
  }
}

extension Forecast {
  /// Nothing is to come.
  package static let nothing = Forecast(
    subject: .running, secondsToTip: nil, secondsToLowAlarm: nil, secondsToEmpty: nil,
    secondsToReplacement: nil, secondsToEndOfService: nil,
    step: StepFigures(mostNanograms: 0, formerLeastNanograms: 0, formerMostNanograms: 0))
}
