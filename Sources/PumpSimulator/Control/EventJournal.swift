import BenchControl
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// What happened to a pump since it was started, the newest of it: each event with its number, from
/// 1 without a gap. Spec: bench.md, "Events".
struct EventJournal {
  /// One of them.
  struct Event {
    /// When, in true time.
    var time: TherapyTime
    var what: What
  }

  /// What can happen.
  enum What {
    /// To the pump, or in it.
    case pump(PumpHappening.What)
    /// By the hand of the bench.
    case done(BenchMethod)
    /// To the line.
    case line(BenchEvent, port: String, reason: String?)
    /// The pump ends.
    case ended(Ending)
  }

  /// What makes a pump end.
  enum Ending: String, CaseIterable {
    case quit, signal, line
  }

  /// How many are kept.
  let capacity: Int
  private var ring: [Event] = []
  /// Where in the ring the oldest is, once it is full.
  private var start = 0
  /// The number of the newest; zero before the first.
  private(set) var newest: UInt64 = 0

  /// How many a pump that is alone keeps.
  static let usual = 4096
  /// How many one of several keeps.
  static let amongMany = 256

  init(capacity: Int = Self.usual) {
    precondition(capacity > 0)
    self.capacity = capacity
  }

  /// Adds an event.
  mutating func add(_ what: What, at time: TherapyTime) {
    newest += 1
    let event = Event(time: time, what: what)
    if ring.count < capacity {
      ring.append(event)
    } else {
      ring[start] = event
      start = (start + 1) % capacity
    }
  }

  /// Hands all that are kept from a number on to `body`, the oldest first, until it gives false;
  /// before them, where some are gone, one that says how many.
  func forEach(since number: UInt64, _ body: (EventAnswer) -> Bool) {
    let wanted = max(number, 1)
    let oldest = newest - UInt64(ring.count) + 1
    if wanted > newest { return }
    let first = max(wanted, oldest)
    if wanted < oldest {
      var gone = EventAnswer(.dropped, number: oldest - 1, seconds: event(oldest).time.seconds)
      gone.count = oldest - wanted
      guard body(gone) else { return }
    }
    for number in first...newest {
      guard body(EventAnswer(event(number), number: number)) else { return }
    }
  }

  private func event(_ number: UInt64) -> Event {
    ring[(start + ring.count - 1 - Int(newest - number)) % ring.count]
  }

  /// All that are kept from a number on, for an answer.
  func answer(since number: UInt64) -> EventsAnswer {
    var answer = EventsAnswer()
    answer.newest = newest
    forEach(since: number) { event in
      answer.events.append(event)
      return true
    }
    return answer
  }
}

extension EventAnswer {
  init(_ happened: EventJournal.Event, number: UInt64) {
    let seconds = happened.time.seconds
    func event(_ event: BenchEvent) -> EventAnswer {
      EventAnswer(event, number: number, seconds: seconds)
    }
    switch happened.what {
    case .pump(let what): self = EventAnswer(what, event)
    case .done(let method):
      self = event(.done)
      self.method = method.rawValue
    case .line(let change, let port, let reason):
      self = event(change)
      self.port = port
      self.reason = reason
    case .ended(let ending):
      self = event(.ended)
      reason = ending.rawValue
    }
  }

  private init(_ what: PumpHappening.What, _ event: (BenchEvent) -> EventAnswer) {
    switch what {
    case .logged(let entry):
      self = event(.log)
      self.entry = Entry(entry)
    case .alarm(let alarm, let tone):
      self = event(.alarm)
      self.alarm = alarm.name
      is_critical = alarm.isCritical
      self.tone = tone.name
    case .powerLost(let isBatteryDead):
      self = event(.power)
      state = isBatteryDead ? "battery dead" : "off"
    case .started(let cause):
      self = event(.power)
      state = "on"
      self.cause = cause.name
    case .head(let place):
      self = event(.head)
      head = place.name
    case .fault(let fault, let end):
      self = event(.fault)
      tell(fault)
      until_s = end?.seconds
    case .faultCleared(let fault):
      self = event(.faultCleared)
      tell(fault)
    case .patientCalled(let reason, let calls):
      self = event(.patientCalls)
      self.reason = reason.name
      self.calls = calls
    }
  }

  private mutating func tell(_ fault: Fault) {
    unit = fault.unit.name
    kind = fault.kind.name
    value = fault.value
  }
}

extension EventAnswer.Entry {
  init(_ entry: LogEntry) {
    self.init()
    sequence = entry.sequence
    therapy_time_s = entry.therapySeconds
    kind = entry.kind.name
    words = LogWords.sentence(entry)
    detail = entry.detail
    short = UInt32(entry.short)
    number = entry.number
    amount = entry.amount
  }
}

extension BenchEvent {
  /// What became of a line.
  init(_ change: ReturningPort.Change) {
    self =
      switch change {
      case .lost: .lineLost
      case .returned: .lineBack
      case .unusable: .lineUnusable
      }
  }
}
