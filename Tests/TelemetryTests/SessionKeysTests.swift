import Telemetry
import TestLimits
import TestSupport
import Testing

/// The keys of a session, against those another implementation derived.
@Suite(.limited)
struct SessionKeysTests {
  @Test(arguments: SealSession.all)
  func `both keys are those of the fixture`(session: SealSession) {
    let keys = session.keys
    #expect(hex(keys.up.array) == session.up)
    #expect(hex(keys.down.array) == session.down)
    let plain = PlainAscon.cxof128(
      bytes(hex: session.input), customization: Array("PumpLink 1.0 session".utf8), count: 32)
    #expect(hex(plain) == session.up + session.down)
  }

  @Test func `the input of a derivation has each part at its offset`() {
    for session in SealSession.all {
      let input = bytes(hex: session.input)
      func part(_ range: Range<Int>) -> String { hex(input[range]) }
      func number(_ value: UInt32) -> String {
        hex((0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
      }
      #expect(input.count == 69)
      #expect(part(0..<16) == session.pairingKey)
      #expect(input[16] == (session.role == "clinician" ? 1 : 2))
      #expect(part(17..<21) == number(session.schema))
      #expect(input[21..<33].filter { $0 != 0 } == Array(session.serial.utf8))
      #expect(part(33..<37) == number(session.session))
      #expect(part(37..<53) == session.programmerNonce)
      #expect(part(53..<69) == session.pumpNonce)
    }
  }

  @Test func `sessions that differ in anything have no key in common`() {
    let keys = SealSession.all.flatMap { [$0.up, $0.down] }
    #expect(Set(keys).count == keys.count && keys.count >= 24)
  }

  @Test func `every bit of what was agreed on changes both keys`() {
    var random = SplitMix64(seed: 0x4E1)
    func block() -> AsconBlock { AsconBlock(low: random.next(), high: random.next()) }
    let (pairing, nonce) = (block(), block())
    let good = Handshake(
      OpenSession(role: .clinician, schema: 0x1234_5678, nonce: nonce),
      SessionOffered(session: 0x0001_0001, nonce: nonce, pumpNonce: block()),
      serial: ShortText(text: "PLK-000417"))
    func check(_ key: AsconBlock, _ other: Handshake, _ words: String) {
      let (first, second) = (SessionKeys(pairing: pairing, good), SessionKeys(pairing: key, other))
      #expect(first.up != second.up && first.down != second.down, "\(words)")
      #expect(first.up != second.down && first.down != second.up, "\(words)")
    }
    for bit in 0..<128 as Range<UInt64> {
      let flip = AsconBlock(low: bit < 64 ? 1 << bit : 0, high: bit < 64 ? 0 : 1 << (bit - 64))
      func flipped(_ block: AsconBlock) -> AsconBlock {
        AsconBlock(low: block.low ^ flip.low, high: block.high ^ flip.high)
      }
      check(flipped(pairing), good, "bit \(bit) of the pairing key")
      var other = good
      other.programmerNonce = flipped(good.programmerNonce)
      check(pairing, other, "bit \(bit) of the programmer's nonce")
      other = good
      other.pumpNonce = flipped(good.pumpNonce)
      check(pairing, other, "bit \(bit) of the pump's nonce")
    }
    for bit in 0..<32 as Range<UInt32> {
      var other = good
      other.schema ^= 1 << bit
      check(pairing, other, "bit \(bit) of the schema")
      other = good
      other.session ^= 1 << bit
      check(pairing, other, "bit \(bit) of the session")
    }
    var other = good
    other.role = .patient
    check(pairing, other, "role")
    for serial in ["PLK-000418", "PLK-00041", "PLK-0004170", ""] {
      other = good
      other.serial = ShortText(text: serial)
      check(pairing, other, "serial \(serial)")
    }
  }

  @Test func `keys are gone from memory once they are zeroised`() {
    func finds(_ key: [UInt8], in memory: [UInt8]) -> Bool {
      (0...(memory.count - key.count)).contains { memory[$0..<$0 + key.count] == key[...] }
    }
    func bytes<Value>(of value: Value) -> [UInt8] {
      var copy = value
      return unsafe withUnsafeBytes(of: &copy) { unsafe Array($0) }
    }
    var keys = SessionKeys.some
    var sealing = SessionSeal(keys, session: 1, at: .pump)
    let (up, down) = (keys.up.array, keys.down.array)
    for key in [up, down] {
      #expect(finds(key, in: bytes(of: keys)))
      #expect(finds(key, in: bytes(of: sealing)))
    }
    keys.zeroise()
    sealing.zeroise()
    for key in [up, down] {
      for part in [Array(key.prefix(8)), Array(key.suffix(8))] {
        #expect(!finds(part, in: bytes(of: keys)))
        #expect(!finds(part, in: bytes(of: sealing)))
      }
    }
  }
}
