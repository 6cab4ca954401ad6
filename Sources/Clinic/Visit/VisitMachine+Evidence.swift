import ProgrammerSession
import Quantities
import Telemetry

/// What became of the order, and what the pump holds then.
extension VisitMachine {
  /// The order ended.
  mutating func concluded(
    _ question: VisitQuestion, _ order: PermittedOrder, _ outcome: Outcome
  ) {
    switch outcome {
    case .reply(.acknowledged(let answer)): readAgain(question, order, answer)
    case .doneUnheard: readAgain(question, order, nil)
    case .reply: finish(.unknown(.wrongKind))
    case .unknown: finish(.unknown(.unknown))
    case .notDone: finish(.notDone(.notDone))
    case .refused(let refusal): finish(.notDone(.refused(refusal)))
    case .failed(let error): finish(.notDone(.failed(error)))
    }
  }

  private mutating func readAgain(
    _ question: VisitQuestion, _ order: PermittedOrder, _ answer: Acknowledgement?
  ) {
    let done = VisitDone(
      question: question, order: order, done: OrderDone(answer: answer, after: nil))
    read([.interrogate], .readingAgain(done))
  }

  /// The pump was interrogated after the order, or could not be.
  mutating func haveReadAgain(_ visit: VisitDone) {
    guard reading.fault == nil, let after = reading.facts.now else { return finish(.done(visit)) }
    var done = OrderDone(answer: visit.done.answer, after: after)
    let steps: [VisitStep]
    switch visit.question {
    case .change(_, let change, let preview) where !change.plans.isEmpty:
      // The plans are what is read again; the totals beside them are those that were read back.
      var report = preview.after.report
      report.therapy = after.therapy
      reading = VisitReading([], reading.facts.with(report: report))
      done.isReadBack = false
      steps = [.plans(staged: nil)]
    case .plain(_, .lowAlarm): steps = [.foretell]
    case .plain(_, .catheter): steps = [.catheter]
    case .change, .dose, .plain: steps = []
    }
    read(steps, .readingOn(visit.with(done)))
  }

  /// What the interrogation does not tell was read, or could not be.
  mutating func haveReadOn(_ visit: VisitDone) {
    var done = visit.done
    let isRead = reading.fault == nil
    if let after = done.after {
      done.difference = difference(visit.question, done, after, isRead)
    }
    switch visit.question {
    case .change: done.isReadBack = isRead
    case .plain(_, .lowAlarm): done.foretold = isRead ? reading.facts.running : nil
    case .plain(_, .catheter): done.isReadBack = isRead
    case .dose, .plain: break
    }
    finish(.done(visit.with(done)))
  }

  private func difference(
    _ question: VisitQuestion, _ done: OrderDone, _ after: Interrogation, _ isRead: Bool
  ) -> OrderDone.Difference? {
    switch question {
    case .change(_, let change, _):
      let plans = !change.plans.isEmpty && isRead ? reading.facts.programme?.plans : nil
      return change.difference(from: after, plans).map { .change($0) }
    case .plain(_, .silence(let preview)):
      return preview.isHeld(done)
        ? nil : .silence(ordered: preview.minutes, held: after.silentMinutes)
    case .plain(_, .lowAlarm(let preview)):
      return preview.isHeld(done)
        ? nil : .lowAlarm(ordered: preview.nanolitres, held: after.lowAlarmNanolitres)
    case .plain(_, .catheter(let preview)):
      guard isRead, let held = reading.facts.catheter else { return nil }
      return preview.isHeld(held) ? nil : .catheter
    case .dose, .plain: return nil
    }
  }
}

extension VisitDone {
  fileprivate func with(_ done: OrderDone) -> VisitDone {
    VisitDone(question: question, order: order, done: done)
  }
}

extension VisitFacts {
  fileprivate func with(report: TherapyReport) -> VisitFacts {
    var facts = self
    facts.report = report
    return facts
  }
}
