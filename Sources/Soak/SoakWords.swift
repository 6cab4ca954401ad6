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
  /// Its name, and its fields as they go on the wire.
  var words: String {
    var fields = FieldWords()
    visit(&fields)
    return named(type) + fields.text
  }
}

/// The fields of a message in a line: name and value, one behind the other.
private struct FieldWords: FieldVisitor {
  private(set) var text = ""
  private var parts = ""

  private mutating func add(_ name: StaticString, _ value: String) {
    text += ", \(parts)\(name) \(value)"
  }

  mutating func number(_ name: StaticString, value: UInt64?) {
    add(name, value.map { "\($0)" } ?? "none")
  }
  mutating func flag(_ name: StaticString, _ value: Bool) { if value { add(name, "yes") } }
  mutating func choice(_ name: StaticString, _ value: StaticString?) {
    add(name, value.map { "\($0)" } ?? "none")
  }
  mutating func text<let capacity: Int>(_ name: StaticString, _ value: ShortText<capacity>) {
    add(name, "of \(value.count) characters")
  }
  mutating func block(_ name: StaticString, _ value: AsconBlock) { add(name, "\(value.low)") }
  mutating func secret(_ name: StaticString) { add(name, "not shown") }
  mutating func nothing(_ name: StaticString) { add(name, "none") }
  mutating func enter(_ name: StaticString, _ number: Int?) { parts += "\(name)." }
  mutating func leave() { parts = "" }
}

private func micrograms(_ nanograms: UInt32) -> String {
  "\(nanograms / 1000).\("\(1000 + nanograms % 1000)".dropFirst()) mcg"
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
    case .noAnswer(let request, let heard): "no answer to \(named(request)): \(heard.words)"
    }
  }
}

extension SessionError.Heard {
  fileprivate var words: String {
    switch self {
    case .nothing: "nothing"
    case .garbage: "garbage"
    case .echo: "echo"
    case .otherAnswers: "otherAnswers"
    }
  }
}

extension Client.Step {
  var words: String {
    switch self {
    case .open: "the opening of a session"
    case .ask(let query): named(query.type)
    case .stage(let part): part.words
    case .readBack: "reading back"
    case .commit: "the commit"
    case .order: "the order"
    case .fill: "the filling"
    case .search: "the search in the log"
    case .call: "the call for the emergency"
    case .close: "the closing of the session"
    }
  }
}
