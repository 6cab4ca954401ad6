import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A pump that has no time now is asked again, for so long and no longer.
@Suite(.limited)
struct WaitingOutTests {
  /// A pump that refuses so many requests as busy before it does what it is asked.
  private func busy(_ times: Int) -> (port: Port, asked: () -> [RequestType]) {
    let pump = FarPump()
    let asked = Asked()
    let port = Port(answer: { frame in
      pump.take(frame) { request in
        asked.list.append(request.type)
        return asked.list.count <= times
          ? .refused(Refusal(request.type, .busy)) : .status(.sample(linkClock: 9000))
      }
    })
    return (port, { asked.list })
  }

  private final class Asked { var list: [RequestType] = [] }

  private func open(_ port: Port) -> ProgrammerSession {
    var client = ProgrammerSession.sample(nonce: 5)
    _ = port.perform(client.opening(), &client)
    return client
  }

  @Test func `a read that meets a busy pump is made again until it is not`() {
    let (port, asked) = busy(5)
    var client = open(port)
    let (outcome, time) = port.perform(.readStatus, &client, from: 100)
    #expect(outcome == .reply(.status(.sample(linkClock: 9000))))
    #expect(asked().count == 6)
    #expect((500...700).contains(time), "\(time) ms")
  }

  @Test func `a pump that stays busy is told to be, after ten seconds`() {
    let (port, _) = busy(.max)
    var client = open(port)
    let (outcome, time) = port.perform(.readStatus, &client, from: 100)
    #expect(outcome == .refused(Refusal(.readStatus, .busy)))
    #expect((10_000...10_500).contains(time), "\(time) ms")
  }

  @Test func `whoever waits can be told why`() {
    let (port, _) = busy(1)
    var client = open(port)
    client.begin(.readStatus, at: .zero)
    #expect(client.waitsFor == nil)
    var incoming: [UInt8] = []
    while let action = client.nextAction(), action == .transmit {
      incoming += port.answer(client.withTransmission { sent in sent.indices.map { sent[$0] } })
    }
    var position = 0
    client.receive(incoming.span, from: &position, at: .zero)
    #expect(client.waitsFor == .storing)
  }

  @Test func `what is waited out is what the dictionary calls a delay, and nothing else`() {
    for code in (UInt8.min ... .max).compactMap({ RefusalCode(rawValue: $0) }) {
      let pump = FarPump()
      let asked = Asked()
      let port = Port(answer: { frame in
        pump.take(frame) { request in
          asked.list.append(request.type)
          return .refused(Refusal(request.type, code))
        }
      })
      var client = open(port)
      #expect(
        port.perform(.readStatus, &client, from: 100).outcome
          == .refused(Refusal(.readStatus, code)))
      #expect((asked.list.count > 1) == (code.delay != nil), "\(code)")
    }
  }

  @Test func `an order that a busy pump refused is not given again by itself`() {
    let (port, asked) = busy(.max)
    var client = open(port)
    let outcome = port.perform(.order(Order(.stop, notAfter: 2000)), &client, from: 100).outcome
    #expect(outcome == .refused(Refusal(.stop, .busy)))
    #expect(asked() == [.stop])
  }

  /// A port that refuses openings, saying how long to wait, before it makes offers.
  private func waiting(_ times: Int, limit: UInt64) -> Port {
    let pump = FarPump()
    let asked = Asked()
    return Port(answer: { frame in
      if let (header, request) = Port.request(in: frame), request.type == .openSession {
        asked.list.append(.openSession)
        if asked.list.count <= times {
          return Port.frame(
            .refused(Refusal(.openSession, .tooManyAttempts, limit: limit)), id: header.request)
        }
      }
      return pump.take(frame) { .acknowledged(Acknowledgement($0.type, therapySeconds: 1)) }
    })
  }

  @Test(
    arguments: [(0, 1000), (1, 1000), (2, 2000), (64, 2000), (.max, 2000)] as [(UInt64, UInt64)])
  func `an opening waits as long as the pump says, and never long at a time`(
    limit: UInt64, wait: UInt64
  ) {
    let port = waiting(2, limit: limit)
    var client = ProgrammerSession.sample(nonce: 5)
    let (outcome, time) = port.perform(client.opening(), &client)
    guard case .reply(.sessionOpened) = outcome else {
      Issue.record("no session was opened: \(String(describing: outcome))")
      return
    }
    #expect((2 * wait...2 * wait + 100).contains(time), "\(time) ms")
  }

  @Test(arguments: [1, 64] as [UInt64])
  func `the emergency stands behind nobody's proofs, whoever says so`(limit: UInt64) {
    let port = waiting(2, limit: limit)
    var client = ProgrammerSession.sample(nonce: 5)
    client.beginEmergency(at: .zero)
    let (outcome, time) = port.run(&client)
    guard case .reply(.acknowledged) = outcome else {
      Issue.record("the emergency was not acknowledged")
      return
    }
    #expect(time < 500, "\(time) ms")
  }

  @Test func `a pump that stays busy is not called for the emergency for ever`() {
    let (port, asked) = busy(.max)
    var client = ProgrammerSession.sample(nonce: 5)
    client.beginEmergency(at: .zero)
    let (outcome, time) = port.run(&client)
    #expect(outcome == .refused(Refusal(.emergencyRate, .busy)))
    #expect((10_000...10_500).contains(time) && asked().count > 50, "\(time) ms")
  }

  @Test func `what a busy pump is asked again leaves an earlier call open`() {
    let pump = FarPump()
    let answers: [RefusalCode] = [.noSession, .busy, .noContact]
    let asked = Asked()
    let port = Port(answer: { frame in
      pump.take(frame) { request in
        asked.list.append(request.type)
        return .refused(Refusal(request.type, answers[min(asked.list.count, 3) - 1]))
      }
    })
    var client = ProgrammerSession.sample(nonce: 5)
    client.beginEmergency(at: .zero)
    #expect(
      port.run(&client).outcome
        == .failed(.noAnswer(to: .emergencyRate, heard: .otherAnswers)))
    #expect(asked.list.count == 3)
  }

  @Test func `a pump that makes everybody wait for ever is told to`() {
    let port = waiting(.max, limit: 1)
    var client = ProgrammerSession.sample(nonce: 5)
    let (outcome, time) = port.perform(client.opening(), &client)
    #expect(outcome == .refused(Refusal(.openSession, .tooManyAttempts, limit: 1)))
    #expect((9000...11_500).contains(time), "\(time) ms")
  }
}
