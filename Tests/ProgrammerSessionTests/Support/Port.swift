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
    _ request: Request, _ handset: inout ProgrammerSession, from start: UInt64 = 0
  ) -> (outcome: Outcome?, time: UInt64) {
    handset.begin(request, at: LinkTime(rawValue: start))
    for time in stride(from: start, to: start + 60_000, by: 10) {
      let now = LinkTime(rawValue: time)
      var incoming = noise()
      handset.tick(at: now)
      while let action = handset.nextAction() {
        switch action {
        case .finished(let outcome): return (outcome, time - start)
        case .transmit:
          incoming += answer(handset.withTransmission { sent in sent.indices.map { sent[$0] } })
        }
      }
      var position = 0
      while position < incoming.count {
        handset.receive(incoming.span, from: &position, at: now)
        if case .finished(let outcome) = handset.nextAction() { return (outcome, time - start) }
      }
    }
    return (nil, 60_000)
  }

  /// The request in a frame, with its header.
  static func request(in frame: [UInt8]) -> (header: MessageHeader, request: Request)? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return nil }
    return try? decoder.request()
  }

  /// A reply as it goes over the wire.
  static func frame(_ reply: Reply, _ header: MessageHeader) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, header)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// A pump of the test's own making: opens sessions, and answers the rest as it is told.
  static func pump(
    linkClock: UInt32 = 0, _ answer: @escaping (Request) -> Reply?
  ) -> Port {
    Port(answer: { frame in
      guard let (header, request) = Port.request(in: frame) else { return [] }
      if case .openSession(let opening) = request {
        let opened = SessionOpened(
          session: 9, nonce: opening.nonce, linkClock: linkClock, idleSeconds: 120)
        return Port.frame(.sessionOpened(opened), header)
      }
      return answer(request).map { Port.frame($0, header) } ?? []
    })
  }
}

extension Status {
  /// A status of a pump at rest.
  static func sample(
    linkClock: UInt32 = 0, lastApplied: AppliedCommand? = nil, alarms: AlarmSet = AlarmSet()
  ) -> Status {
    Status(
      therapySeconds: 1, linkClock: linkClock, reservoirNanolitres: 1, basalNanogramsPerDay: 1,
      bolusRemainingNanograms: 0, lastApplied: lastApplied, alarms: alarms, batteryPercent: 99,
      mode: .simpleContinuous, flags: Flags())
  }
}
