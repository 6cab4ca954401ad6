import ProgrammerSession
import Quantities
import Telemetry
import TestSupport

/// A far side that is no pump: what it sends back for each frame, and by itself.
struct Port {
  /// What comes back for a frame.
  var answer: ([UInt8]) -> [UInt8] = { _ in [] }
  /// What comes by itself every 10 ms.
  var noise: () -> [UInt8] = { [] }

  /// Runs a request against it until its end; gives the outcome and how many ms it took.
  func perform(
    _ request: Request, _ client: inout ProgrammerSession, from start: UInt64 = 0
  ) -> (outcome: Outcome?, time: UInt64) {
    client.begin(request, at: LinkTime(rawValue: start))
    return run(&client, from: start)
  }

  /// The same for a query.
  func perform(
    _ query: Request.Query, _ client: inout ProgrammerSession, from start: UInt64 = 0
  ) -> (outcome: Outcome?, time: UInt64) {
    perform(.query(query), &client, from: start)
  }

  /// Runs what was begun against it until its end; gives the outcome and how many ms it took.
  func run(
    _ client: inout ProgrammerSession, from start: UInt64 = 0
  ) -> (outcome: Outcome?, time: UInt64) {
    var incoming: [UInt8] = []
    for time in stride(from: start, to: start + 60_000, by: 10) {
      let now = LinkTime(rawValue: time)
      incoming += noise()
      client.tick(at: now)
      if let outcome = drain(&client, into: &incoming) { return (outcome, time - start) }
      let bytes = incoming
      // What is answered to an answer comes with the next round.
      incoming = []
      var position = 0
      while position < bytes.count {
        client.receive(bytes.span, from: &position, at: now)
        if let outcome = drain(&client, into: &incoming) { return (outcome, time - start) }
      }
    }
    return (nil, 60_000)
  }

  /// Carries out what the client wants done; what comes back for it goes into `incoming`.
  private func drain(_ client: inout ProgrammerSession, into incoming: inout [UInt8]) -> Outcome? {
    while let action = client.nextAction() {
      switch action {
      case .finished(let outcome): return outcome
      case .transmit:
        incoming += answer(client.withTransmission { sent in sent.indices.map { sent[$0] } })
      }
    }
    return nil
  }

  /// The request in a frame in the open, with its header.
  static func request(in frame: [UInt8]) -> (header: MessageHeader, request: Request)? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return nil }
    return try? decoder.request()
  }

  /// A reply in the open, as it goes over the wire.
  static func frame(_ reply: Reply, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: id)
    return buffer.array
  }

  /// A pump of the test's own making: opens sessions, and answers the rest as it is told.
  static func pump(
    linkClock: UInt32 = 0, _ answer: @escaping (Request) -> Reply?
  ) -> Port {
    let pump = FarPump(linkClock: linkClock)
    return Port(answer: { pump.take($0, answer) })
  }
}

extension Status {
  /// A status of a pump at rest.
  static func sample(
    linkClock: UInt32 = 0, lastApplied: AppliedCommand? = nil, alarms: AlarmSet = AlarmSet()
  ) -> Status {
    var status = Status()
    status.therapySeconds = 1
    status.linkClock = linkClock
    status.reservoirNanolitres = 1
    status.basalNanogramsPerDay = 1
    status.lastApplied = lastApplied
    status.alarms = alarms
    status.batteryPercent = 99
    status.mode = .simpleContinuous
    return status
  }
}
