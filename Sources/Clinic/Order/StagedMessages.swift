package import Quantities
package import Telemetry

/// What was staged in a session, and how the pump read it back.
package struct StagedMessages {
  package private(set) var parts: [Request.Part] = []
  package private(set) var therapy: TherapyReport?
  private(set) var refillReport: RefillReport?
  /// What the pump foretold of all that is staged.
  package private(set) var forecast: Forecast?
  /// The patient bolus in force, as far as it was read.
  package private(set) var patientBolus: PatientBolus?
  /// The catheter as the pump spoke of it last: the one there is, or the one there would be.
  package private(set) var catheter: CatheterReport?
  /// The pump's clock as it was read last, if it was ever set.
  package private(set) var clock: WallClock?

  /// Nothing is staged yet.
  package init() {}

  /// The refill among what is staged.
  package var refill: StageRefill? {
    for part in parts.reversed() {
      if case .refill(let refill) = part { return refill }
    }
    return nil
  }

  /// What becomes of the patient bolus, where nothing else is staged: then the programme that is
  /// read back is the one that runs, and committing it changes nothing of it.
  var onlyPatientBolus: StagePatientBolus? {
    guard case .patientBolus(let settings)? = parts.last else { return nil }
    let isAlone = parts.allSatisfy { if case .patientBolus = $0 { true } else { false } }
    return isAlone ? settings : nil
  }

  /// Takes note of a request and the pump's answer to it.
  package mutating func observe(_ request: Request, _ reply: Reply) {
    switch request {
    case .part(let part): if reply.type == .acknowledged { parts.append(part) }
    case .opening(.openSession): forget()
    case .query(.discard): if reply.type == .acknowledged { forget() }
    case .order(let order):
      if case .commit = order.body, reply.type == .acknowledged { forget() }
    case .opening, .query: break
    }
    read(reply)
  }

  /// Takes note of what the pump says about what is staged.
  private mutating func read(_ reply: Reply) {
    switch reply {
    case .forecast(let body): if body.subject == .staged { forecast = body }
    case .staged(let report): therapy = report
    case .refill(let report): refillReport = report
    case .interrogation(let body): (patientBolus, clock) = (body.patientBolus, body.clock)
    case .catheter(let body): catheter = body
    case .patientBolus(let body): if body.source == .committed { patientBolus = body.settings }
    case .identity, .sessionOpened, .sessionOffered, .noSession, .status, .therapy, .dayPlan,
      .logPage, .acknowledged, .refused:
      break
    }
  }

  /// Nothing is staged any more.
  private mutating func forget() {
    parts = []
    therapy = nil
    refillReport = nil
    forecast = nil
  }
}
