import Clinic
import ProgrammerSession
import Quantities
import Telemetry

extension Handheld {
  /// Calls for the emergency: the pump goes to minimum rate at once, whatever its programme. It
  /// needs no key, and the head on the skin.
  public func callEmergency() throws -> OrderOutcome {
    try use { state, bench throws(HandheldError) -> OrderOutcome in
      let identity = try state.identify(on: &bench)
      if let mismatch = PumpMismatch(emergencyAt: identity, cardSerial: state.serial) {
        throw HandheldError(mismatch)
      }
      return state.callEmergency(on: &bench)
    }
  }
}

extension Handheld.State {
  fileprivate mutating func callEmergency(on bench: inout Bench) -> OrderOutcome {
    var course = EmergencyCourse(end: bench.now.link.after(session.timings.patience))
    while true {
      session.beginEmergency(at: bench.now.link)
      let outcome = bench.finish(&session)
      switch course.next(after: outcome, at: bench.now.link) {
      case .done: return OrderOutcome(called: outcome)
      case .again: bench.advance(by: session.timings.settlePause)
      case .over(let end): return OrderOutcome(end)
      }
    }
  }
}

extension OrderOutcome {
  fileprivate init(called outcome: RequestEnd) {
    let answer = OrderEnd(outcome).answer
    self = .done(
      Evidence(
        isAcknowledged: answer != nil, therapySeconds: answer?.therapySeconds, reading: nil,
        isHeld: true))
  }

  fileprivate init(_ end: EmergencyCourse.End) {
    switch end {
    case .unknown: self = .unknown(HandheldError(.unknown))
    case .refused(let refusal): self = .notDone(HandheldError(.refused(refusal)))
    case .failed(let error): self = .notDone(HandheldError(.failed(error)))
    case .wrongKind: self = .notDone(HandheldError(.wrongKind))
    }
  }
}
