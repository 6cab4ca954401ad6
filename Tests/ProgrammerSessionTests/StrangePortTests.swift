import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Ports that are not a working pump: every request ends, in time, and says what was heard.
@Suite(.limited)
struct StrangePortTests {
  private func client() -> ProgrammerSession { ProgrammerSession.sample(nonce: 5) }

  private func expectNoAnswer(
    _ port: Port, _ heard: SessionError.Heard, _ location: SourceLocation = #_sourceLocation
  ) {
    for request in [Request.opening(.identify), client().firstOpening] {
      var client = client()
      let (outcome, time) = port.perform(request, &client)
      #expect(
        outcome == .failed(.noAnswer(to: request.type, heard: heard)), sourceLocation: location)
      #expect(time == 1500, sourceLocation: location)
      #expect(client.number == nil, sourceLocation: location)
    }
  }

  @Test func `a silent port`() { expectNoAnswer(Port(), .nothing) }

  @Test func `a port that echoes`() { expectNoAnswer(Port(answer: { $0 }), .echo) }

  @Test func `a port with endless garbage`() {
    var random = SplitMix64(seed: 3)
    var noise: [UInt8] = []
    for _ in 0..<500 { noise += random.bytes(1) }
    expectNoAnswer(Port(noise: { noise }), .garbage)
    // Without a single delimiter, too.
    expectNoAnswer(Port(noise: { [UInt8](repeating: 7, count: 400) }), .garbage)
    expectNoAnswer(Port(noise: { [0] }), .garbage)
  }

  @Test func `a port that echoes through garbage`() {
    expectNoAnswer(Port(answer: { [0, 3, 3, 0] + $0 }, noise: { [1, 2, 3, 0] }), .echo)
  }

  @Test func `answers to something else`() {
    let telemetry = Port.frame(.status(.sample()), id: 0)
    expectNoAnswer(Port(answer: { $0 }, noise: { telemetry }), .otherAnswers)
  }

  @Test func `answers of the wrong kind under the right id`() {
    let port = Port(answer: { frame in
      guard let (header, _) = Port.request(in: frame) else { return [] }
      return Port.frame(.status(.sample()), id: header.request)
    })
    expectNoAnswer(port, .otherAnswers)
  }

  @Test func `answers and refusals that name another request`() {
    let done = Acknowledgement(.commit, therapySeconds: 1)
    for reply in [Reply.refused(Refusal(.commit, .busy)), .acknowledged(done)] {
      let port = Port(answer: { frame in
        guard let (header, _) = Port.request(in: frame) else { return [] }
        return Port.frame(reply, id: header.request)
      })
      expectNoAnswer(port, .otherAnswers)
    }
  }

  @Test func `an opening answered with another nonce`() {
    let port = Port(answer: { frame in
      guard let (header, _) = Port.request(in: frame) else { return [] }
      let offer = SessionOffered(
        session: 3, nonce: AsconBlock(low: 4711, high: 0), pumpNonce: AsconBlock(low: 1, high: 2))
      return Port.frame(.sessionOffered(offer), id: header.request)
    })
    var client = client()
    let (outcome, _) = port.perform(client.opening(), &client)
    #expect(outcome == .failed(.noAnswer(to: .openSession, heard: .otherAnswers)))
    #expect(client.number == nil)
  }
}

extension ProgrammerSession {
  fileprivate var firstOpening: Request {
    var copy = self
    return copy.opening()
  }
}
