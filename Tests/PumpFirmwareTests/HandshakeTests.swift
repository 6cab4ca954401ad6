import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Nobody without the key opens a session, and nothing that was recorded opens one again.
@Suite(.limited)
struct HandshakeTests {
  /// The offer that a pump makes. A pump is never part of a tuple: the compiler takes minutes over
  /// each that is taken apart.
  private func offered(_ bench: inout Bench, _ role: Role = .clinician) throws -> SessionOffered {
    bench.wait(.hours(1))
    let made = bench.askForOffer(role)
    return try #require(made)
  }

  /// The bench's client, whose frames go into the session that is on offer.
  private func byHand(_ bench: Bench, _ offer: SessionOffered) -> SealedClient {
    var client = bench.client
    client.session = offer.session
    return client
  }

  /// Sends a proof by a client that took an offer; gives what the pump sent.
  private func prove(
    _ client: SealedClient, _ offer: SessionOffered, _ bench: inout Bench
  ) -> [[UInt8]] {
    var client = client
    client.take(offer)
    return bench.receive(client.confirmSession(id: 1))
  }

  /// Ways a proof is made with something that is not so.
  static let wrongs: [@Sendable (inout SealedClient, inout SessionOffered) -> Void] = [
    { client, _ in client.pairingKey = .init(counting: 0x11) },
    { client, _ in client.pairingKey = .patientKey },
    { client, _ in client.role = .patient },
    { client, _ in client.serial = .init(text: "PLK-000002") },
    { $1.pumpNonce = .init(low: $1.pumpNonce.low ^ 1, high: $1.pumpNonce.high) },
  ]

  @Test(arguments: 0..<5)
  func `a proof made with something that is not so gets silence, and is counted`(
    wrong: Int
  ) throws {
    var bench = try Bench()
    var offer = try offered(&bench)
    let state = bench.firmware.state
    let right = bench.client
    var client = bench.client
    let whole = offer
    Self.wrongs[wrong](&client, &offer)
    if wrong == 2 {
      // The role is in the opening, which the pump remembers as it was asked.
      let frame = client.openSession(id: 7)
      let answer = bench.receive(frame)
      guard let taken = answer.first.flatMap({ client.takeOffer(in: $0) }) else { return }
      offer = taken
    }
    #expect(prove(client, offer, &bench).isEmpty)
    #expect(bench.firmware.frameCounters[.forged] == 1)
    #expect(bench.firmware.session.held == nil)
    #expect(bench.firmware.state == state)
    // The right proof for it is as good as before.
    #expect(prove(right, whole, &bench).count == 1)
    if wrong == 2 { #expect(bench.open() != nil) }
  }

  @Test func `out of contact the fifth failed proof uses an offer up`() throws {
    var bench = try Bench()
    let offer = try offered(&bench)
    bench.moveHead(isInContact: false)
    let right = bench.client
    var wrong = bench.client
    wrong.pairingKey = .init(counting: 1)
    for _ in 0..<4 { #expect(prove(wrong, offer, &bench).isEmpty) }
    var fourth = bench
    #expect(prove(right, offer, &fourth).count == 1)
    #expect(prove(wrong, offer, &bench).isEmpty)
    let hint = prove(right, offer, &bench).first.flatMap { bench.reply(in: $0) }
    #expect(hint?.reply == .noSession(NoSession(session: offer.session)))
    #expect(bench.firmware.session.held == nil && bench.firmware.frameCounters[.forged] == 5)
  }

  @Test(arguments: [Role.clinician, .patient])
  func `each role has a key of its own, which opens no session of the other's`(role: Role) throws {
    let other: Role = role == .clinician ? .patient : .clinician
    var bench = try Bench()
    let opened = bench.open(role, key: bench.secrets.factoryKeys[other])
    #expect(opened == nil)
    #expect(bench.open(role) != nil)
    #expect(bench.firmware.session.role == role)
  }

  @Test func `an opening that was changed on the way leads to no session`() throws {
    var bench = try Bench()
    var client = SealedClient()
    _ = client.openSession(id: 7)
    let asked = client.opening
    // The pump sees another role, another nonce; the programmer derives from what it asked.
    let changed: [OpenSession] = [
      OpenSession(role: .patient, schema: asked.schema, nonce: asked.nonce),
      OpenSession(role: .clinician, schema: asked.schema, nonce: .init(counting: 9)),
    ]
    for opening in changed {
      let frame = client.open(.opening(.openSession(opening)), id: 7)
      let answer = bench.receive(frame).first.flatMap { bench.reply(in: $0) }
      guard case .sessionOffered(var offer)? = answer?.reply else {
        Issue.record("no offer")
        return
      }
      offer.nonce = asked.nonce
      #expect(prove(client, offer, &bench).isEmpty)
    }
    #expect(bench.firmware.session.held == nil)
  }

  @Test func `a proof has an id, the counter 1 and nothing but the proof in it`() throws {
    let bad: [@Sendable (SealedClient) -> [UInt8]] = [
      { $0.frame(.opening(.confirmSession), id: 0, counter: 1) },
      { $0.frame(.query(.closeSession), id: 1, counter: 1) },
      { $0.frame(.order(Order(.stop, notAfter: 9_000_000)), id: 1, counter: 1) },
    ]
    for make in bad {
      var bench = try Bench()
      let offer = try offered(&bench)
      #expect(bench.receive(make(byHand(bench, offer))).isEmpty)
      #expect(bench.firmware.session.held == nil)
    }
    var bench = try Bench()
    let offer = try offered(&bench)
    let client = byHand(bench, offer)
    let answers = bench.receive(client.frame(.opening(.confirmSession), id: 1, counter: 1))
    #expect(answers.first.flatMap { bench.reply(in: $0) }?.reply.type == .sessionOpened)
  }

  @Test func `a proof may have any counter from 1 on, and what follows has one above it`() throws {
    for (counter, isTaken) in [(0, false), (1, true), (5, true), (.max - 1, true)]
      as [(UInt32, Bool)]
    {
      var bench = try Bench()
      let offer = try offered(&bench)
      let client = byHand(bench, offer)
      let answers = bench.receive(client.frame(.opening(.confirmSession), id: 1, counter: counter))
      #expect(answers.count == (isTaken ? 1 : 0), "\(counter)")
      #expect((bench.firmware.session.held != nil) == isTaken, "\(counter)")
      guard isTaken else { continue }
      #expect(bench.receive(client.frame(.query(.readStatus), id: 2, counter: counter)).isEmpty)
      #expect(
        bench.receive(client.frame(.query(.readStatus), id: 2, counter: counter + 1)).count == 1)
    }
  }

  @Test func `an opening ends nothing until it is proved`() throws {
    var bench = try Bench()
    bench.open()
    let first = bench.session
    let token = bench.stage(.daily(140_000))
    let made = bench.askForOffer()
    let offer = try #require(made)
    #expect(bench.firmware.session.number == first)
    #expect(bench.status()?.flags.hasStagedTherapy == true)
    #expect(bench.confirm(offer.session) == true)
    #expect(bench.status()?.flags.hasStagedTherapy == false)
    let old = bench.timed(.commit(Commit(token: token ?? 0)))
    #expect(
      bench.ask(old, id: 900, in: .session(first)) == .noSession(NoSession(session: first)))
    #expect(bench.firmware.state.therapy == .daily(100_000))
  }

  @Test func `an offer stands for ten seconds, and another opening takes its place`() throws {
    var bench = try Bench()
    let offer = try offered(&bench)
    var late = bench
    bench.wait(.zero, link: .ms(9999))
    #expect(bench.confirm(offer.session) == true)
    late.wait(.zero, link: .seconds(10))
    let hint = Reply.noSession(NoSession(session: offer.session))
    #expect(late.ask(.opening(.confirmSession), id: 1, in: .session(offer.session)) == hint)
    let second = late.askForOffer()
    let third = late.askForOffer()
    let replaced = try #require(second).session
    #expect(
      late.ask(.opening(.confirmSession), id: 1, in: .session(replaced))
        == .noSession(NoSession(session: replaced)))
    #expect(late.confirm(try #require(third).session) == true)
  }

  @Test func `what was recorded opens nothing, after a reset and after the memory was set back`()
    throws
  {
    var bench = try Bench()
    bench.wait(.hours(1))
    let image = bench.memory.image
    let rotor = bench.motor.rotor
    try bench.restart(noise: 0x1234)
    // A whole session, as a listener has it.
    let opening = bench.client.openSession(id: 7)
    let answer = bench.receive(opening)
    let taken = bench.client.takeOffer(in: answer[0])
    let first = try #require(taken)
    var frames = [bench.frame(.opening(.confirmSession), id: 1, in: .session(first.session))]
    #expect(bench.receive(frames[0]).count == 1)
    frames.append(bench.frame(bench.timed(bench.bolusOrder(50_000, over: .hours(1))), id: 2))
    #expect(bench.receive(frames[1]).count == 1)
    frames.append(bench.frame(.query(.closeSession), id: 3))
    bench.receive(frames[2])
    for isSetBack in [false, true] {
      var copy = bench
      if isSetBack {
        copy.memory.image = image
        copy.motor.rotor = rotor
      }
      // The count of sessions begins where it did, and the line's clock stands where it stood.
      try copy.restart(noise: 0xF_1234)
      let state = copy.firmware.state
      let again = copy.receive(opening)
      guard case .sessionOffered(let offer)? = copy.reply(in: again[0])?.reply else {
        Issue.record("no offer")
        return
      }
      #expect((offer.session == first.session) == isSetBack)
      #expect(offer.pumpNonce != first.pumpNonce)
      for frame in frames {
        for reply in copy.receive(frame).compactMap({ copy.reply(in: $0)?.reply }) {
          #expect(reply == .noSession(NoSession(session: first.session)))
        }
      }
      #expect(copy.firmware.session.held == nil && copy.firmware.state == state)
      #expect(copy.firmware.frameCounters[.forged] == (isSetBack ? 3 : 0))
    }
  }

  @Test func `the same number once more has other keys`() throws {
    var bench = try Bench()
    bench.memory.behaviour = .fails
    // Twice the same epoch, which could not be stored, and twice the same count to begin at.
    try bench.restart(noise: 0x1234)
    bench.open()
    let session = bench.session
    let order = bench.frame(bench.timed(bench.bolusOrder(50_000, over: .hours(1))), id: 2)
    #expect(bench.receive(order).count == 1)
    try bench.restart(noise: 0xF_1234)
    bench.memory.behaviour = .works
    bench.open()
    #expect(bench.session == session, "the number came again")
    let forged = bench.firmware.frameCounters[.forged]
    #expect(bench.receive(order).isEmpty)
    #expect(bench.firmware.frameCounters[.forged] == forged + 1)
    #expect(bench.firmware.state.integral.infusion == nil)
  }

  @Test func `the pump's own frames sent back to it are nothing to it`() throws {
    var bench = try Bench()
    bench.open()
    let requests: [Request] = [
      .query(.readStatus), .query(.interrogate),
      bench.timed(bench.bolusOrder(10_000, over: .hours(1))),
    ]
    var echoes: [[UInt8]] = []
    for (index, request) in requests.enumerated() {
      echoes += bench.receive(bench.frame(request, id: UInt16(index + 2)))
    }
    echoes += bench.receive(bench.client.open(.opening(.identify), id: 3))
    echoes += bench.receive(bench.client.openSession(id: 4))
    #expect(echoes.count == 5)
    let state = bench.firmware.state
    for echo in echoes { #expect(bench.receive(echo).isEmpty) }
    #expect(bench.firmware.state == state)
    #expect(bench.firmware.frameCounters[.forged] == 3)
    #expect(bench.firmware.frameCounters[.unknownMessage] == 2)
    #expect(bench.status() != nil)
  }
}
