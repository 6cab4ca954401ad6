/// What can be told of a pump's life, by its name. Spec: bench.md, "Events", whose table is written
/// from this one.
package enum BenchEvent: String, CaseIterable, Sendable {
  case alarm
  case done
  case dropped
  case ended
  case fault
  case faultCleared = "fault_cleared"
  case head
  case letGo = "let_go"
  case lineBack = "line_back"
  case lineLost = "line_lost"
  case lineUnusable = "line_unusable"
  case log
  case patientCalls = "patient_calls"
  case power

  /// When there is one, and which keys it has, for the page.
  package var meaning: String {
    switch self {
    case .alarm:
      "The patient hears the first tone of an alarm: `alarm`, `is_critical` and `tone`."
    case .done:
      "The bench did something that is no other event: `method`, such as `fill` or `restore`."
    case .dropped:
      "So many events that were asked for are not kept any more: `count`. Its number is that of the"
        + " last of them."
    case .ended: "The pump ends, its state saved: `reason` is `quit`, `signal` or `line`."
    case .fault:
      "A unit fails: `unit`, `kind`, `value` where it has one, and `until_s` where it ends by"
        + " itself."
    case .faultCleared: "A unit's fault is over: `unit`, `kind` and `value`."
    case .head: "The programming head was moved: `head`."
    case .letGo:
      "Whoever follows read too slowly, and is let go: the last line of the connection. Its number"
        + " is that of the first event that was not sent."
    case .lineBack: "The port or the far end is there again: `port`."
    case .lineLost: "The port or the far end is gone: `port` and `reason`."
    case .lineUnusable: "The port is there and cannot be used: `port` and `reason`."
    case .log:
      "An entry of the pump's own log is durable: `entry`. So are told orders carried out,"
        + " programmes, steps, boluses that begin and end, refills, alarms raised and over, and all"
        + " else of [the log](memory.md#log)."
    case .patientCalls: "The virtual patient, or somebody for them, calls: `reason`, and `calls`."
    case .power:
      "Power goes or comes: `state` is `on`, `off` or `battery dead`, and `cause` why the firmware"
        + " starts."
    }
  }
}

/// One thing that happened. Spec: bench.md, "Events".
package struct EventAnswer: BenchRecord, Equatable, Sendable {
  /// What it is: a ``BenchEvent``.
  package var event = ""
  /// Its number since the pump was started, from 1 without a gap.
  package var number: UInt64 = 0
  /// When, in seconds of true therapy time.
  package var therapy_time_s: UInt64 = 0
  package var alarm: String?
  package var is_critical: Bool?
  package var tone: String?
  package var entry: Entry?
  package var state: String?
  package var cause: String?
  package var head: String?
  package var unit: String?
  package var kind: String?
  package var value: Int64?
  package var until_s: UInt64?
  package var reason: String?
  package var calls: UInt64?
  package var method: String?
  package var port: String?
  package var count: UInt64?

  package init() {}

  /// An event of a name, and nothing else yet.
  package init(_ event: BenchEvent, number: UInt64, seconds: UInt64) {
    self.event = event.rawValue
    self.number = number
    therapy_time_s = seconds
  }

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("event", &event)
    fields.field("number", &number)
    fields.field("therapy_time_s", &therapy_time_s)
    fields.field("alarm", &alarm)
    fields.field("is_critical", &is_critical)
    fields.field("tone", &tone)
    fields.field("entry", &entry)
    fields.field("state", &state)
    fields.field("cause", &cause)
    fields.field("head", &head)
    fields.field("unit", &unit)
    fields.field("kind", &kind)
    fields.field("value", &value)
    fields.field("until_s", &until_s)
    fields.field("reason", &reason)
    fields.field("calls", &calls)
    fields.field("method", &method)
    fields.field("port", &port)
    fields.field("count", &count)
  }

  /// An entry of the pump's log, as the programmer's `log` shows it too.
  package struct Entry: BenchRecord, Equatable, Sendable {
    package var sequence: UInt32 = 0
    /// By the pump's own time.
    package var therapy_time_s: UInt32 = 0
    package var kind = ""
    package var words = ""
    package var detail: UInt8 = 0
    package var short: UInt32 = 0
    package var number: UInt32 = 0
    package var amount: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("sequence", &sequence)
      fields.field("therapy_time_s", &therapy_time_s)
      fields.field("kind", &kind)
      fields.field("words", &words)
      fields.field("detail", &detail)
      fields.field("short", &short)
      fields.field("number", &number)
      fields.field("amount", &amount)
    }
  }
}

/// What happened, as far as it is kept.
package struct EventsAnswer: BenchRecord, Equatable, Sendable {
  /// In their order; the first says how many are not kept any more, where some are not.
  package var events: [EventAnswer] = []
  /// The number of the newest event there is.
  package var newest: UInt64 = 0

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("events", &events)
    fields.field("newest", &newest)
  }
}

/// A line that tells of an event to whoever follows: a notification of JSON-RPC 2.0.
package struct EventNotice: Equatable, Sendable {
  /// The name of its method.
  package static let method = "event"

  /// What happened.
  package let event: EventAnswer

  /// A notice of an event.
  package init(_ event: EventAnswer) { self.event = event }

  /// The notice of a line; `nil` when it is none.
  package init?(_ tree: BenchTree) {
    guard case .object(let object) = tree, object["jsonrpc"] == .text("2.0"),
      object["method"] == .text(Self.method), object["id"] == nil,
      let event = object["params"].flatMap({ EventAnswer($0) })
    else { return nil }
    self.event = event
  }

  /// The line as it goes over the socket.
  package var tree: BenchTree {
    .object([
      "jsonrpc": "2.0".tree, "method": Self.method.tree, "params": event.tree,
    ])
  }
}
