import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The opening of a session, from the programmer's end.
@Suite(.limited)
struct HandshakeTests {
  private let newKey = AsconBlock(counting: 0xA0)

  private func client(_ pairing: Pairing?) -> ProgrammerSession {
    ProgrammerSession(role: .clinician, pairing: pairing, nonce: AsconBlock(low: 1, high: 2))
  }

  private func port(_ pump: FarPump, _ answer: @escaping (Request) -> Reply? = { _ in nil }) -> Port
  {
    Port(answer: { pump.take($0, answer) })
  }

  private func open(
    _ pairing: Pairing?, at pump: FarPump
  ) -> (outcome: Outcome?, time: UInt64, client: ProgrammerSession) {
    var client = client(pairing)
    let (outcome, time) = port(pump).perform(client.opening(), &client)
    return (outcome, time, client)
  }

  private func isOpened(_ outcome: Outcome?) -> Bool {
    if case .reply(.sessionOpened)? = outcome { return true }
    return false
  }

  @Test func `both ends prove themselves, and the session is open`() {
    let (outcome, time, client) = open(.sample, at: FarPump(linkClock: 77))
    let opened = SessionOpened(session: 9, linkClock: 77, idleSeconds: 120)
    #expect(outcome == .reply(.sessionOpened(opened)))
    #expect(time == 10 && client.number == 9 && client.keyInUse == .current)
  }

  @Test(arguments: [
    Pairing(serial: .init(text: "PLK-000001"), key: .patientKey),
    Pairing(serial: .init(text: "PLK-000002"), key: .clinicianKey),
  ])
  func `another key, or another pump's, opens nothing and says so`(pairing: Pairing) {
    let (outcome, time, client) = open(pairing, at: FarPump())
    #expect(outcome == .failed(.notAuthenticated))
    #expect(time == 1500 && client.number == nil && client.keyInUse == nil)
  }

  @Test func `a patient's session is not opened by the clinician's key`() {
    var client = ProgrammerSession(
      role: .patient, pairing: Pairing(serial: .init(text: "PLK-000001"), key: .clinicianKey),
      nonce: AsconBlock(low: 1, high: 2))
    // A pump that believes to talk to a clinician derives other keys from the same secret.
    let pump = FarPump()
    let port = Port(answer: { frame in
      guard case (let header, .opening(.openSession(let opening)))? = Port.request(in: frame) else {
        return pump.take(frame) { _ in nil }
      }
      let asClinician = OpenSession(role: .clinician, schema: opening.schema, nonce: opening.nonce)
      var buffer = WireBuffer()
      buffer.encode(.opening(.openSession(asClinician)), id: header.request)
      return pump.take(buffer.array) { _ in nil }
    })
    #expect(port.perform(client.opening(), &client).outcome == .failed(.notAuthenticated))
  }

  @Test func `without a card nothing is opened and nothing is sent`() {
    let (outcome, time, _) = open(nil, at: FarPump())
    #expect(outcome == .failed(.noKey) && time == 0)
  }

  @Test func `a key that waits is tried first, and the other after it`() {
    let both = Pairing(serial: .init(text: "PLK-000001"), key: .clinicianKey, pending: newKey)
    let rotated = open(both, at: FarPump(key: newKey))
    #expect(isOpened(rotated.outcome) && rotated.client.keyInUse == .pending)
    #expect(rotated.time == 10)
    let lost = open(both, at: FarPump())
    #expect(isOpened(lost.outcome) && lost.client.keyInUse == .current)
    #expect(lost.time == 1510)
    let neither = open(both, at: FarPump(key: .patientKey))
    #expect(neither.outcome == .failed(.notAuthenticated) && neither.time == 3000)
  }

  @Test(arguments: 0..<5, 0..<2)
  func `an offer that was tampered with opens nothing`(place: Int, bit: Int) {
    let pump = FarPump()
    var client = client(.sample)
    let port = Port(answer: { frame in
      let answer = pump.take(frame) { _ in nil }
      var decoder = FrameDecoder()
      var position = 0
      guard decoder.next(answer.span, from: &position) == .frame,
        case .open? = decoder.envelope, let (header, reply) = try? decoder.reply(),
        case .sessionOffered(var offer) = reply
      else { return answer }
      let flip = AsconBlock(low: 1 << UInt64(bit * 63), high: 0)
      switch place {
      case 0: offer.session ^= 2
      case 1: offer.pumpNonce = AsconBlock(low: offer.pumpNonce.low ^ flip.low, high: 0)
      case 2: offer.nonce = AsconBlock(low: offer.nonce.low ^ flip.low, high: offer.nonce.high)
      case 3: offer.nonce = AsconBlock(low: offer.nonce.low, high: offer.nonce.high ^ flip.low)
      default:
        offer.pumpNonce = AsconBlock(
          low: offer.pumpNonce.low, high: offer.pumpNonce.high ^ flip.low)
      }
      return Port.frame(.sessionOffered(offer), id: header.request)
    })
    let outcome = port.perform(client.opening(), &client).outcome
    switch outcome {
    case .failed(.notAuthenticated)?, .failed(.noAnswer(to: .openSession, heard: .otherAnswers))?:
      break
    default: Issue.record("\(String(describing: outcome))")
    }
    #expect(client.number == nil)
  }

  @Test func `an opening that fails leaves the session before it as it was`() {
    let pump = FarPump()
    var client = open(.sample, at: pump).client
    #expect(Port().perform(client.opening(), &client).outcome != nil)
    #expect(client.number == 9)
    let answered = port(pump) { _ in .status(.sample()) }
    #expect(answered.perform(.readStatus, &client).outcome == .reply(.status(.sample())))
  }

  @Test func `what was sealed for the session is not taken from anybody else`() {
    let pump = FarPump()
    var client = open(.sample, at: pump).client
    // Our own request sent back, an answer from before, and an answer in the open.
    var before: [UInt8] = []
    let first = Port(answer: { frame in
      before = pump.take(frame) { _ in .status(.sample(linkClock: 1)) }
      return before
    })
    #expect(first.perform(.readStatus, &client).outcome == .reply(.status(.sample(linkClock: 1))))
    for forgery in [
      { (frame: [UInt8]) in frame }, { _ in before },
      { _ in Port.frame(.status(.sample(linkClock: 2)), id: 3) },
      { _ in Port.frame(.status(.sample(linkClock: 2)), id: 4) },
      { _ in Port.frame(.status(.sample(linkClock: 2)), id: 5) },
    ] {
      let port = Port(answer: forgery)
      #expect(
        port.perform(.readStatus, &client).outcome
          == .failed(.noAnswer(to: .readStatus, heard: .otherAnswers)))
    }
  }

  @Test func `the answer that opens the session once more is not the answer to anything`() {
    let pump = FarPump()
    var opened: [UInt8] = []
    var client = client(.sample)
    let opening = Port(answer: { frame in
      opened = pump.take(frame) { _ in nil }
      return opened
    })
    #expect(isOpened(opening.perform(client.opening(), &client).outcome))
    let port = Port(answer: { _ in opened })
    let stop = Request.order(Order(.stop, notAfter: 2000))
    #expect(port.perform(stop, &client).outcome == .unknown)
  }
}

/// Hints that the session is gone, which anybody can give.
@Suite(.limited)
struct NoSessionTests {
  private let hint = Port.frame(.noSession(NoSession(session: 9)), id: 0)

  private func opened(_ pump: FarPump) -> ProgrammerSession {
    var client = ProgrammerSession.sample()
    _ = Port(answer: { pump.take($0) { _ in nil } }).perform(client.opening(), &client)
    return client
  }

  @Test func `a read ends as refused`() {
    var client = opened(FarPump())
    let outcome = Port(answer: { [hint] _ in hint }).perform(.readStatus, &client).outcome
    #expect(outcome == .refused(Refusal(.readStatus, .noSession)))
    #expect(client.number == nil)
  }

  @Test func `an order is settled in a new session, whoever gave the hint`() {
    let pump = FarPump()
    var client = opened(pump)
    var isOrdered = false
    let port = Port(answer: { [hint] frame in
      let answer = pump.take(frame) { request in
        if case .order = request { isOrdered = true }
        let applied = isOrdered ? AppliedCommand(session: 9, request: 2) : nil
        return .status(.sample(lastApplied: applied))
      }
      // The order is carried out, and a forger answers in the pump's place.
      return isOrdered && answer.count < 60 ? hint : answer
    })
    let outcome = port.perform(.order(Order(.stop, notAfter: 2000)), &client).outcome
    #expect(outcome == .doneUnheard)
    #expect(isOrdered)
  }

  @Test func `an offer that is gone when the proof comes is asked for again, three times in all`() {
    for losses in 1...3 {
      let pump = FarPump()
      var offersLost = 0
      var client = ProgrammerSession.sample()
      let port = Port(answer: { [hint] frame in
        let answer = pump.take(frame) { _ in nil }
        // Sealed answers are those to a proof.
        guard answer.count < 50, offersLost < losses else { return answer }
        offersLost += 1
        return hint
      })
      let outcome = port.perform(client.opening(), &client).outcome
      if losses == 3 {
        #expect(outcome == .failed(.noAnswer(to: .openSession, heard: .otherAnswers)))
      } else {
        #expect(client.number == 9, "\(losses): \(String(describing: outcome))")
      }
    }
  }

  @Test func `a hint about another session says nothing`() {
    var client = opened(FarPump())
    let other = Port.frame(.noSession(NoSession(session: 8)), id: 0)
    #expect(
      Port(answer: { _ in other }).perform(.readStatus, &client).outcome
        == .failed(.noAnswer(to: .readStatus, heard: .otherAnswers)))
    #expect(client.number == 9)
  }
}

/// The emergency, from the programmer's end.
@Suite(.limited)
struct EmergencyCallTests {
  @Test func `it names the session on offer, in the open, and needs no key`() {
    var asked: [Request] = []
    let pump = FarPump()
    let port = Port(answer: { frame in
      pump.take(frame) { request in
        asked.append(request)
        return .acknowledged(Acknowledgement(.emergencyRate, therapySeconds: 3))
      }
    })
    var client = ProgrammerSession(
      role: .patient, pairing: nil, nonce: AsconBlock(low: 1, high: 1))
    client.beginEmergency(at: .zero)
    #expect(
      port.run(&client).outcome
        == .reply(.acknowledged(Acknowledgement(.emergencyRate, therapySeconds: 3))))
    #expect(asked == [.opening(.emergencyRate(EmergencyRate(session: 9)))])
    #expect(client.number == nil)
  }

  @Test func `a call whose offer is gone is made again with another, three times in all`() {
    for losses in 1...3 {
      let pump = FarPump()
      var calls = 0
      let port = Port(answer: { frame in
        pump.take(frame) { request in
          calls += 1
          return calls <= losses
            ? .refused(Refusal(.emergencyRate, .noSession))
            : .acknowledged(Acknowledgement(.emergencyRate, therapySeconds: 3))
        }
      })
      var client = ProgrammerSession.sample()
      client.beginEmergency(at: .zero)
      let outcome = port.run(&client).outcome
      if losses == 3 {
        #expect(outcome == .failed(.noAnswer(to: .emergencyRate, heard: .otherAnswers)))
      } else {
        #expect(
          outcome
            == .reply(.acknowledged(Acknowledgement(.emergencyRate, therapySeconds: 3))))
      }
      #expect(calls == min(losses + 1, 3))
    }
  }

  @Test(arguments: [true, false])
  func `once an offer was gone, a refusal or silence is no word on the call before`(
    isRefused: Bool
  ) {
    let pump = FarPump()
    var calls = 0
    let port = Port(answer: { frame in
      if calls > 0, !isRefused { return [] }
      return pump.take(frame) { _ in
        calls += 1
        return .refused(Refusal(.emergencyRate, calls == 1 ? .noSession : .noContact))
      }
    })
    var client = ProgrammerSession.sample()
    client.beginEmergency(at: .zero)
    guard case .failed(.noAnswer(to: .emergencyRate, _)) = port.run(&client).outcome else {
      Issue.record("the call is told as one that was never made")
      return
    }
    #expect(calls == (isRefused ? 2 : 1))
  }

  @Test func `a refusal and silence are told as such`() {
    let pump = FarPump()
    let refusing = Port(answer: { frame in
      pump.take(frame) { _ in .refused(Refusal(.emergencyRate, .noContact)) }
    })
    var client = ProgrammerSession.sample()
    client.beginEmergency(at: .zero)
    #expect(
      refusing.run(&client).outcome == .refused(Refusal(.emergencyRate, .noContact)))
    client.beginEmergency(at: .zero)
    #expect(
      Port().run(&client).outcome == .failed(.noAnswer(to: .openSession, heard: .nothing)))
  }
}
