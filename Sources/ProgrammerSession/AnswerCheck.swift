import Telemetry

/// What an answer must agree with. A pump is believed as far as its key goes and no further: what
/// it says to a request has to be an answer to that request. Spec: session.md, "The programmer".
extension Request {
  /// Whether a reply of the right kind says what no pump can say that was asked this.
  func isContradicted(by reply: Reply) -> Bool {
    switch self {
    case .query(let query): query.isContradicted(by: reply)
    // Their answers repeat nothing of what was asked.
    case .opening, .part, .order: false
    }
  }
}

extension Request.Query {
  fileprivate func isContradicted(by reply: Reply) -> Bool {
    switch (self, reply) {
    case (.readDayPlan(let asked), .dayPlan(let body)):
      return body.number != asked.number || body.source != asked.source || !body.plan.isInOrder
    case (.readForecast(let asked), .forecast(let body)): return body.subject != asked.subject
    case (.readPatientBolus(let source), .patientBolus(let body)): return body.source != source
    case (.readLog(let asked), .logPage(let page)): return !page.answers(asked.first)
    case (.readCatheter(let asked), .catheter(let body)):
      return asked.model != 0
        && (body.model != asked.model || body.implantedMillimetres != asked.implantedMillimetres
          || body.cutMillimetres != asked.cutMillimetres)
    // Their answers repeat nothing of what was asked. A new query is put here or gets a rule.
    case (.closeSession, _), (.interrogate, _), (.readStatus, _), (.readTherapy, _), (.readBack, _),
      (.readRefill, _), (.discard, _), (.testAlarm, _):
      return false
    // An answer of another kind is none; that is told by `RequestType.answer`.
    case (.readDayPlan, _), (.readForecast, _), (.readPatientBolus, _), (.readLog, _),
      (.readCatheter, _):
      return false
    }
  }
}

extension Reply {
  /// The request it names as the one it answers; `nil` when it names none.
  var namedRequest: RequestType? {
    switch self {
    case .acknowledged(let body): body.request
    case .refused(let body): body.request
    case .identity, .sessionOpened, .sessionOffered, .noSession, .interrogation, .status, .therapy,
      .dayPlan, .patientBolus, .logPage, .forecast, .staged, .refill, .catheter:
      nil
    }
  }
}

extension DayPlan {
  /// Whether it begins at midnight and each step behind the one before.
  fileprivate var isInOrder: Bool {
    guard self[0].startMinute == 0 else { return false }
    for place in 1..<max(count, 1) where self[place].startMinute <= self[place - 1].startMinute {
      return false
    }
    return true
  }
}

extension LogPage {
  /// More entries than any pump holds.
  private static var mostHeld: UInt32 { 65_536 }

  /// Whether it can be what a pump gives that was asked for the entries from a number on.
  fileprivate func answers(_ asked: UInt32) -> Bool {
    guard first == asked, oldest <= newest, (oldest == 0) == (newest == 0), newest < .max,
      newest - oldest < Self.mostHeld, first >= max(oldest, 1), first <= newest + 1
    else { return false }
    return UInt32(truncatingIfNeeded: count) <= newest + 1 - first
  }
}
