import BadLink
import ProgrammerSession
import PumpWorld
import Quantities
import Telemetry

/// A pump in its world, the line to it, and both clocks: all that a test moves.
///
/// Therapy and link time go on together, as for a pump in a patient. Nothing waits: whoever awaits
/// an answer lets time go on to the next moment at which anything happens.
struct Bench {
  var pump: VirtualPump<TransientMemory>
  var line: DuplexLine
  var now = Instant(therapy: .zero, link: .zero)
  /// Whether anything passes the line at all.
  var isPlugged = true
  /// How many handhelds there were: each has nonces of its own.
  var handhelds: UInt64 = 0
  /// What happens to the next order, or to an answer; `nil` for nothing.
  var mishap: LineMishap?
  /// Which frame is on its way next, as far as a mishap can be about it.
  private var stage = Stage.other
  /// What is held back on its way to the handheld.
  private var late: (due: LinkTime, bytes: [UInt8])?

  /// How far an order got.
  private enum Stage {
    /// The next frame to the pump is an order's.
    case order
    /// The next frame from the pump is the answer to it.
    case acknowledgement
    case other
  }

  init(_ pump: VirtualPump<TransientMemory>, line: DuplexLine) {
    self.pump = pump
    self.line = line
  }

  /// Lets time go on, and everything happen that falls due.
  mutating func advance(by length: Milliseconds) {
    now = Instant(therapy: now.therapy.after(length), link: now.link.after(length))
    pump.advance(to: now)
  }

  /// Carries out what a session was asked to begin, to its end.
  mutating func finish(
    _ session: inout ProgrammerSession, isOrder: Bool = false
  ) -> RequestEnd {
    stage = isOrder ? .order : .other
    defer { stage = .other }
    while true {
      if let outcome = drain(&session) { return outcome }
      guard let next = nextMoment(session) else { return .failed(.notOpen) }
      move(to: next)
      pumpHears()
      if let outcome = handheldHears(&session) { return outcome }
      session.tick(at: now.link)
    }
  }

  private mutating func nextMoment(_ session: ProgrammerSession) -> LinkTime? {
    var next = session.deadline
    for moment in [line.deadline, late?.due] {
      if let moment { next = min(next ?? moment, moment) }
    }
    return next
  }

  private mutating func move(to moment: LinkTime) {
    guard moment > now.link else { return }
    advance(by: moment.since(now.link))
  }

  private mutating func drain(_ session: inout ProgrammerSession) -> RequestEnd? {
    while let action = session.nextAction() {
      switch action {
      case .transmit: send(session.withTransmission { [UInt8](copying: $0) })
      case .finished(let outcome): return outcome
      }
    }
    return nil
  }

  // MARK: To the pump

  private mutating func send(_ frame: [UInt8]) {
    let isOrder = stage == .order
    // What follows an order is already a question what became of it.
    stage = isOrder ? .acknowledgement : .other
    guard isPlugged else { return }
    var copies = 1
    if isOrder, let mishap {
      switch mishap.happening {
      case .orderLost:
        copies = 0
        self.mishap = nil
      case .orderTwice:
        copies = 2
        self.mishap = nil
      case .acknowledgementLost, .acknowledgementTwice, .acknowledgementLate, .cutAfterOrder,
        .answerLost:
        break
      }
    }
    for _ in 0..<copies { line.send(frame.span, from: .programmer, at: now.link) }
  }

  private mutating func pumpHears() {
    while let bytes = line.deliver(to: .pump, at: now.link) {
      guard isPlugged else { continue }
      var frames: [[UInt8]] = []
      pump.receive(bytes.span, at: now) { frames.append([UInt8](copying: $0)) }
      for frame in frames { answer(frame) }
    }
  }

  // MARK: From the pump

  private mutating func answer(_ frame: [UInt8]) {
    var copies = 1
    if let mishap {
      switch (mishap.happening, stage) {
      case (.answerLost, _), (.acknowledgementLost, .acknowledgement): copies = 0
      case (.acknowledgementTwice, .acknowledgement): copies = 2
      case (.acknowledgementLate(let length), .acknowledgement):
        copies = 0
        late = (now.link.after(length), frame)
      case (.cutAfterOrder, .acknowledgement):
        copies = 0
        isPlugged = false
      case (.acknowledgementLost, _), (.acknowledgementTwice, _), (.acknowledgementLate, _),
        (.cutAfterOrder, _), (.orderLost, _), (.orderTwice, _):
        return deliver(frame, copies)
      }
      self.mishap = nil
    }
    deliver(frame, copies)
  }

  private mutating func deliver(_ frame: [UInt8], _ copies: Int) {
    guard isPlugged else { return }
    for _ in 0..<copies { line.send(frame.span, from: .pump, at: now.link) }
  }

  private mutating func handheldHears(
    _ session: inout ProgrammerSession
  ) -> RequestEnd? {
    while let bytes = arrived() {
      var position = 0
      while position < bytes.count {
        session.receive(bytes.span, from: &position, at: now.link)
        if let outcome = drain(&session) { return outcome }
      }
    }
    return nil
  }

  private mutating func arrived() -> [UInt8]? {
    if let held = late, held.due <= now.link {
      late = nil
      return isPlugged ? held.bytes : arrived()
    }
    while let bytes = line.deliver(to: .programmer, at: now.link) {
      if isPlugged { return bytes }
    }
    return nil
  }
}
