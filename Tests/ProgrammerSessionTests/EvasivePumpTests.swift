import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Orders to pumps that answer, but not what was asked.
@Suite(.limited)
struct EvasivePumpTests {
  private var stop: Request { .order(Order(.stop, notAfter: 2000)) }

  /// A client with session 9 open.
  private func open(_ port: Port) -> ProgrammerSession {
    var client = ProgrammerSession.sample(nonce: 5)
    guard case .reply(.sessionOpened) = port.perform(client.opening(), &client).outcome else {
      Issue.record("no session was opened")
      return client
    }
    return client
  }

  /// Pumps that say something, but never what became of an order.
  static let evasions: [@Sendable (Request) -> Reply?] = [
    { _ in nil },
    { $0.type == .readStatus ? .status(.sample(linkClock: 0)) : nil },
    { .refused(Refusal($0.type, $0.type == .readStatus ? .busy : .noSession)) },
    { .refused(Refusal($0.type, .noSession)) },
    { _ in .identity(Identity(model: .init(), serial: .init(), firmware: .init(0))) },
    { $0.type == .readStatus ? .therapy(.sample) : .status(.sample(linkClock: 9999)) },
  ]

  @Test(arguments: 0..<6)
  func `an order to a pump that evades ends as unknown, in time, and blocks`(evasion: Int) {
    let pump = FarPump()
    let port = Port(answer: { pump.take($0, Self.evasions[evasion]) })
    var client = open(port)
    let (outcome, time) = port.perform(stop, &client, from: 100)
    #expect(outcome == .unknown)
    #expect(time <= 7000, "\(time) ms")
    #expect(client.unsettled?.command == AppliedCommand(session: 9, request: 2))
    #expect(port.perform(stop, &client, from: 20_000).outcome == .failed(.unsettled(.stop)))
    // A pump that speaks up later settles it.
    let speaking = Port(answer: { frame in
      pump.take(frame) { _ in .status(.sample(linkClock: 2001)) }
    })
    if client.number == nil { _ = speaking.perform(client.opening(), &client, from: 30_000) }
    _ = speaking.perform(.readStatus, &client, from: 40_000)
    #expect(client.settlement == .notDone && client.unsettled == nil)
  }

  @Test func `an answer of the wrong kind to an order is no answer`() {
    let applied = AppliedCommand(session: 9, request: 2)
    let port = Port.pump { request in
      guard request.type == .readStatus else { return .therapy(.sample) }
      return .status(.sample(lastApplied: applied))
    }
    var client = open(port)
    #expect(port.perform(stop, &client, from: 100).outcome == .doneUnheard)
  }

  @Test(
    arguments: [
      (2000, nil), (2001, Outcome.notDone), (0x8000_07D0, nil), (0x8000_07CF, .notDone),
    ] as [(UInt32, Outcome?)])
  func `an order is not done when the pump's clock is past its expiry, over the wrap too`(
    clock: UInt32, expected: Outcome?
  ) {
    let port = Port.pump { $0.type == .readStatus ? .status(.sample(linkClock: clock)) : nil }
    var client = open(port)
    #expect(port.perform(stop, &client, from: 100).outcome == expected ?? .unknown)
  }

  @Test func `an acknowledgement counts only under its own id`() {
    let pump = FarPump()
    var client = open(Port(answer: { frame in pump.take(frame) { _ in nil } }))
    let port = Port(answer: { frame in
      var answer: [UInt8] = []
      _ = pump.take(frame) { request in
        answer = pump.seal(.acknowledged(Acknowledgement(request.type, therapySeconds: 1)), id: 7)
        return nil
      }
      return answer
    })
    #expect(port.perform(stop, &client, from: 100).outcome == .unknown)
  }
}

extension FirmwareVersion {
  fileprivate init(_ number: UInt8) { self.init(major: number, minor: number, patch: number) }
}

extension TherapyReport {
  fileprivate static var sample: TherapyReport {
    TherapyReport(
      token: 0, therapy: .minimumRate, drug: .baclofen, concentration: .weakest,
      dailyNanograms: 1, leastDailyNanograms: 1, flowNanolitresPerDay: 1)
  }
}
