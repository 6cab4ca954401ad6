import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Somebody answers in the pump's place, with everything but the key.
@Suite(.limited)
struct ForgedAnswerTests {
  private let order = Request.order(
    Order(
      .startBolus(StartBolus(nanograms: 1000, milliseconds: 60_000, overridesSoftLimits: false)),
      notAfter: 2000))

  /// An answer under every id the request could have, in the open and sealed with another key.
  private func forged(_ reply: Reply) -> [UInt8] {
    (0...9 as ClosedRange<UInt16>).flatMap { id in
      var stranger = SessionSeal(
        SessionKeys(
          pairing: .patientKey,
          Handshake(
            OpenSession(role: .clinician, schema: Schema.hash, nonce: .init(counting: 0)),
            SessionOffered(session: 9, nonce: .init(counting: 0), pumpNonce: .init(counting: 0)),
            serial: .init(text: "PLK-000001"))),
        session: 9, at: .pump)
      var buffer = WireBuffer()
      buffer.seal(reply, id: id, on: &stranger)
      return Port.frame(reply, id: id) + buffer.array
    }
  }

  /// What becomes of an order when each request's answer is forged and its own comes after it.
  private func outcome(
    of order: Request, forging reply: Reply, _ pump: @escaping (Request) -> Reply?
  ) -> Outcome? {
    let far = FarPump(linkClock: 1000)
    var client = ProgrammerSession.sample()
    let opening = Port(answer: { far.take($0) { _ in nil } })
    guard case .reply(.sessionOpened)? = opening.perform(client.opening(), &client).outcome
    else { return nil }
    let port = Port(answer: { frame in forged(reply) + far.take(frame, pump) })
    return port.perform(order, &client).outcome
  }

  @Test func `a forged refusal does not make an order one that was not carried out`() {
    // Carried out, and its answer lost.
    let done = outcome(of: order, forging: .refused(Refusal(.startBolus, .busy))) { request in
      guard request == .query(.readStatus) else { return nil }
      return .status(
        .sample(linkClock: 1100, lastApplied: AppliedCommand(session: 9, request: 2)))
    }
    #expect(done == .doneUnheard)
    let refused = outcome(of: order, forging: .refused(Refusal(.startBolus, .busy))) { _ in
      .acknowledged(Acknowledgement(.startBolus, therapySeconds: 7))
    }
    #expect(refused == .reply(.acknowledged(Acknowledgement(.startBolus, therapySeconds: 7))))
  }

  @Test func `a forged acknowledgement does not make an order one that was carried out`() {
    let forgery = Reply.acknowledged(Acknowledgement(.startBolus, therapySeconds: 1))
    let swallowed = outcome(of: order, forging: forgery) { request in
      request == .query(.readStatus) ? .status(.sample(linkClock: 2001)) : nil
    }
    #expect(swallowed == .notDone)
    let refused = outcome(of: order, forging: forgery) { _ in
      .refused(Refusal(.startBolus, .stopped))
    }
    #expect(refused == .refused(Refusal(.startBolus, .stopped)))
  }

  @Test func `a forged status settles nothing`() {
    let forgery = Reply.status(
      .sample(linkClock: 5, lastApplied: AppliedCommand(session: 9, request: 2)))
    let silent = outcome(of: order, forging: forgery) { _ in nil }
    #expect(silent == .unknown)
  }
}
