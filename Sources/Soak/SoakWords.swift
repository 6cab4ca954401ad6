import ProgrammerSession
import Quantities
import Telemetry

/// Requests and outcomes as the trace names them.
extension Request.Part {
  var words: String {
    switch self {
    case .therapy(let body):
      "therapy \(named(body.therapy.mode)), \(micrograms(body.therapy.dose.nanogramsPerDay))/day"
    case .refill(let body):
      "a refill of \(body.filledNanolitres) nL of"
        + " \(body.concentration.microgramsPerMillilitre) mcg/mL, \(named(body.bridge))"
    case .dayPlan, .patientBolus: named(type)
    }
  }
}

extension Order.Body {
  var words: String {
    switch self {
    case .startBolus(let order):
      "a bolus of \(micrograms(order.nanograms)) over \(minutes(UInt64(order.milliseconds)))"
    case .commit(let order): "the commit of set \(order.token)"
    case .startBridge(let order): "a bridge at \(order.flowNanolitresPerDay) nL/day"
    case .startPrime(let order): "a prime of the \(named(order.path))"
    case .setClock(let order): "clock \(order.clock.rawValue) s"
    case .setLowAlarm(let order): "low alarm at \(order.nanolitres) nL"
    case .silenceAlarms(let order): "silence for \(order.minutes) min"
    case .cancelBolus, .stop, .resume, .requestBolus, .cancelBridge, .rotateKey: named(type)
    }
  }
}

private func micrograms(_ nanograms: UInt32) -> String {
  "\(nanograms / 1000).\("\(1000 + nanograms % 1000)".dropFirst()) mcg"
}

private func minutes(_ milliseconds: UInt64) -> String {
  let part = "\(1000 + milliseconds % 1000)".dropFirst()
  return "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60).\(part) s"
}

extension Outcome {
  var words: String {
    switch self {
    case .reply(let reply): "answered (\(named(reply.type)))"
    case .refused(let refusal): "refused (\(named(refusal.code)))"
    case .doneUnheard: "done, though the answer was lost"
    case .notDone: "not done"
    case .unknown: "unknown"
    case .failed(let error): "not possible (\(error.words))"
    }
  }
}

extension SessionError {
  fileprivate var words: String {
    switch self {
    case .notOpen: "no session is open"
    case .noKey: "it has no key"
    case .notAuthenticated: "the pump does not know its key"
    case .unsettled(let order): "the outcome of \(named(order)) is unknown"
    case .contradiction(let request): "what came is no answer to \(named(request))"
    case .noAnswer(let request, let heard): "no answer to \(named(request)): \(named(heard))"
    }
  }
}

extension Client.Step {
  var words: String {
    switch self {
    case .open: "the opening of a session"
    case .ask(let query): "\(query.type)"
    case .stage(let part): part.words
    case .readBack: "reading back"
    case .commit: "the commit"
    case .order: "the order"
    case .fill: "the filling"
    case .search: "the search in the log"
    case .close: "the closing of the session"
    }
  }
}
