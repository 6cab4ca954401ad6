import TestLimits
import TestSupport
import Testing

@testable import Telemetry

/// What holds of every sealed frame, over messages and sessions made from a seed.
@Suite(.waiting, .limited)
struct SealPropertyTests {
  static let messageNames = MessageSpec.current.messages.map(\.name)

  /// Both ends of some session.
  private struct Pair {
    var sender: SessionSeal
    var receiver: SessionSeal

    init(from direction: MessageSpec.Message.Direction, _ random: inout SplitMix64) {
      func block() -> AsconBlock { AsconBlock(low: random.next(), high: random.next()) }
      let nonce = block()
      let number = UInt32(truncatingIfNeeded: random.next() | 1)
      let handshake = Handshake(
        OpenSession(role: random.once(in: 2) ? .clinician : .patient, schema: 7, nonce: nonce),
        SessionOffered(session: number, nonce: nonce, pumpNonce: block()),
        serial: ShortText(text: "PLK-000417"))
      let keys = SessionKeys(pairing: block(), handshake)
      let isRequest = direction == .request
      sender = SessionSeal(keys, session: number, at: isRequest ? .programmer : .pump)
      receiver = SessionSeal(keys, session: number, at: isRequest ? .pump : .programmer)
    }
  }

  private func content(_ wire: [UInt8]) throws -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    try #require(decoder.next(wire.span, from: &position) == .frame)
    return decoder.content
  }

  @Test(arguments: messageNames)
  func `what is sealed opens to what was said, and says nothing on the way`(name: String) throws {
    let spec = MessageSpec.current[message: name]
    let listener: Listener = spec.direction == .request ? .pump : .host
    let seed: UInt64 = 0x5EA1
    var random = SplitMix64(seed: seed)
    var pair = Pair(from: spec.direction, &random)
    for round in 1...40 as ClosedRange<UInt32> {
      let message = WireMessage(spec, WireValues(random: spec, using: &random))
      let id = UInt16(truncatingIfNeeded: random.next())
      let wire = message.sealed(id: id, on: &pair.sender)
      let header = MessageHeader(.session(pair.sender.session), request: id)
      #expect(
        listener.hears(wire, on: &pair.receiver) == [.message(header, message)],
        "seed \(seed), round \(round)")
      #expect(pair.sender.sent == round && pair.receiver.received == round)
      let sealed = try content(wire)
      let open = try content(message.wire(id: id))
      #expect(sealed.count == open.count - 1 + 9 + 16)
      // Three bytes may be the same by chance, once in 2^24 times.
      if open.count > 8 { #expect(sealed.dropFirst(9).dropLast(16) != open.dropFirst()[...]) }
    }
  }

  @Test(arguments: messageNames)
  func `no one flipped bit of a sealed frame goes unseen, whatever its checksum`(
    name: String
  ) throws {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 0xB17)
    var pair = Pair(from: spec.direction, &random)
    let message = WireMessage(spec, WireValues(random: spec, using: &random))
    let wire = message.sealed(id: 3, on: &pair.sender)
    let content = try content(wire)
    for bit in 0..<8 * content.count {
      var wrong = content
      wrong[bit / 8] ^= 1 << UInt8(bit % 8)
      let before = pair.receiver
      var decoder = FrameDecoder()
      let verdict = decoder.unseal(PlainFrame.wire(wrong), &pair.receiver)
      #expect(verdict == .forged, "bit \(bit)")
      #expect(pair.receiver.received == before.received)
    }
    var decoder = FrameDecoder()
    #expect(decoder.unseal(wire, &pair.receiver) == .fresh, "the genuine one is still taken")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `only a counter above all before is fresh, in whatever order frames come`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var pair = Pair(from: .request, &random)
    var wires: [(counter: UInt32, wire: [UInt8])] = []
    for _ in 0..<60 {
      if random.once(in: 4) { pair.sender.sent += UInt32(random.below(1 << 20)) }
      let wire = WireMessage.request(.query(.readStatus)).sealed(id: 1, on: &pair.sender)
      wires.append((pair.sender.sent, wire))
    }
    var highest: UInt32 = 0
    var decoder = FrameDecoder()
    for _ in 0..<200 {
      guard let (counter, wire) = wires.randomElement(using: &random) else { continue }
      let isNew = counter > highest
      #expect(decoder.unseal(wire, &pair.receiver) == (isNew ? .fresh : .repeated))
      highest = max(highest, counter)
      #expect(pair.receiver.received == highest, "seed \(seed)")
    }
    #expect(decoder.counters.delivered == 200)
    #expect(decoder.counters[.repeated] == decoder.counters.droppedInAll)
  }

  @Test func `counters begin at one, end at the highest and never turn over`() async throws {
    var random = SplitMix64(seed: 1)
    var pair = Pair(from: .request, &random)
    #expect(pair.sender.sent == 0 && pair.sender.canSeal)
    let first = WireMessage.request(.query(.readStatus)).sealed(id: 1, on: &pair.sender)
    #expect(try content(first)[5...8] == [1, 0, 0, 0])
    pair.sender.sent = .max - 1
    #expect(pair.sender.canSeal)
    let last = WireMessage.request(.query(.readStatus)).sealed(id: 2, on: &pair.sender)
    #expect(try content(last)[5...8] == [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(!pair.sender.canSeal)
    var decoder = FrameDecoder()
    #expect(decoder.unseal(last, &pair.receiver) == .fresh)
    #expect(decoder.unseal(last, &pair.receiver) == .repeated)
    #expect(decoder.unseal(first, &pair.receiver) == .repeated)
    await #expect(processExitsWith: .failure) {
      var sealing = SessionSeal(.some, session: 1, at: .programmer)
      sealing.sent = .max
      _ = WireMessage.request(.query(.readStatus)).sealed(id: 1, on: &sealing)
    }
  }

  @Test func `the two directions share a nonce and no key`() throws {
    var random = SplitMix64(seed: 2)
    var pair = Pair(from: .request, &random)
    let message = WireMessage.request(.query(.readStatus))
    let up = try content(message.sealed(id: 1, on: &pair.sender))
    let down = try content(message.sealed(id: 1, on: &pair.receiver))
    #expect(up.prefix(9) == down.prefix(9))
    #expect(up.dropFirst(9) != down.dropFirst(9))
  }

  @Test func `a nonce is the session, the counter and zeros`() {
    for frame in SealedFrame.all {
      let session = SealSession.named(frame.session).session
      let nonce = SessionSeal.nonce(session: session, counter: frame.counter)
      #expect(hex(nonce.array) == frame.nonce)
    }
  }
}
