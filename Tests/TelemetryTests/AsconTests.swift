import TestLimits
import TestSupport
import Testing

@testable import Telemetry

/// Ascon's permutation and Ascon-Hash256 against published vectors and a second, plain
/// implementation.
@Suite(.limited)
struct AsconTests {
  private func hash(_ pieces: [[UInt8]]) -> [UInt8] {
    var hash = AsconHash256()
    for piece in pieces { hash.update(piece.span) }
    let words = hash.finish()
    return [words.0, words.1, words.2, words.3].flatMap(littleEndian)
  }

  @Test func `the published vectors are those of all short lengths and of some long ones`() {
    let lengths = AsconVector.hash256.map { $0["Msg"].count }
    #expect(Set(lengths).isSuperset(of: 0...64))
    #expect(lengths.max() == 1024)
    for vector in AsconVector.hash256 { #expect(vector["MD"].count == 32) }
  }

  @Test(arguments: AsconVector.hash256)
  func `both implementations give a published hash`(vector: AsconVector) {
    #expect(hash([vector["Msg"]]) == vector["MD"])
    // Long messages take the plain one a while and show nothing the middling ones do not.
    if vector["Msg"].count <= 256 { #expect(PlainAscon.hash256(vector["Msg"]) == vector["MD"]) }
  }

  @Test func `the permutation is the plain one`() {
    let seed: UInt64 = 0xA5C0
    var random = SplitMix64(seed: seed)
    for round in 0..<40 {
      let words = (0..<5).map { _ in random.next() & (round < 20 ? .max : random.next()) }
      var state = AsconState(
        word0: words[0], word1: words[1], word2: words[2], word3: words[3], word4: words[4])
      let rounds = round.isMultiple(of: 2) ? 12 : 8
      if rounds == 12 { state.permute12() } else { state.permute8() }
      let plain = PlainAscon.permute(words.map(PlainAscon.row), rounds: rounds)
        .map(PlainAscon.word)
      let fast = [state.word0, state.word1, state.word2, state.word3, state.word4]
      #expect(fast == plain, "seed \(seed), round \(round)")
    }
  }

  @Test func `a message of any length hashes as the plain one says, however it is cut`() {
    let seed: UInt64 = 0x4A54
    var random = SplitMix64(seed: seed)
    for count in 0..<70 {
      let message = random.bytes(count)
      let plain = PlainAscon.hash256(message)
      #expect(hash([message]) == plain, "\(count) bytes, seed \(seed)")
      let cut = Int(random.below(UInt64(count + 1)))
      let pieces = [Array(message[..<cut]), [], Array(message[cut...])]
      #expect(hash(pieces) == plain, "\(count) bytes cut at \(cut), seed \(seed)")
      #expect(hash(message.map { [$0] }) == plain, "\(count) bytes one by one, seed \(seed)")
    }
  }

  @Test func `an entry's chain value is the hash of the one before and the entry's bytes`() {
    let seed: UInt64 = 0x106
    var random = SplitMix64(seed: seed)
    var chain: UInt64 = 0
    for round in 0..<60 {
      let entry = LogEntry(randomWith: &random)
      let bytes = littleEndian(chain) + entry.plainBytes
      #expect(bytes.count == 32)
      chain = entry.chain(after: chain)
      #expect(
        littleEndian(chain) == Array(PlainAscon.hash256(bytes).prefix(8)),
        "seed \(seed), round \(round)")
    }
  }

  @Test func `the pages among the fixtures are chains`() {
    var links = 0
    for fixture in GoodFrame.all where fixture.message == "logPage" {
      guard case .message(_, .reply(.logPage(let page))) = fixture.delivered else {
        Issue.record("\(fixture.name) is no page")
        continue
      }
      var chain = page.previousChain
      for place in 0..<page.count {
        chain = page[place].entry.chain(after: chain)
        #expect(page[place].chain == chain, "\(fixture.name), entry \(place)")
        #expect(page[place].entry.sequence == page.first + UInt32(place))
        links += 1
      }
    }
    #expect(links == 12)
  }

  @Test func `a chain value changes with every bit it covers`() {
    let entry = LogEntry(
      sequence: 7, therapySeconds: 864_000, kind: .step, detail: 1, short: 360, number: 110_000,
      amount: 4096)
    let value = entry.chain(after: 1)
    #expect(entry.chain(after: 3) != value)
    for bit in 0..<64 as Range<UInt64> {
      var other = entry
      switch bit {
      case 0..<32: other.sequence ^= 1 << UInt32(bit)
      default: other.therapySeconds ^= 1 << UInt32(bit - 32)
      }
      #expect(other.chain(after: 1) != value)
      other = entry
      other.amount ^= 1 << bit
      #expect(other.chain(after: 1) != value)
      other = entry
      switch bit {
      case 0..<32: other.number ^= 1 << UInt32(bit)
      case 32..<48: other.short ^= 1 << UInt16(bit - 32)
      default: other.detail ^= 1 << UInt8((bit - 48) % 8)
      }
      #expect(other.chain(after: 1) != value)
      #expect(entry.chain(after: 1 ^ (1 << bit)) != value)
    }
    var other = entry
    other.kind = .delivered
    #expect(other.chain(after: 1) != value)
  }
}

private func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
  (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Value(8 * $0)) }
}

extension LogEntry {
  fileprivate init(randomWith random: inout SplitMix64) {
    self.init(
      sequence: UInt32(truncatingIfNeeded: random.next()),
      therapySeconds: UInt32(truncatingIfNeeded: random.next()),
      kind: LogKind(rawValue: UInt8(1 + random.below(21))) ?? .order,
      detail: UInt8(truncatingIfNeeded: random.next()),
      short: UInt16(truncatingIfNeeded: random.next()),
      number: UInt32(truncatingIfNeeded: random.next()), amount: random.next())
  }

  /// The bytes that are hashed, as memory.md and messages.md lay them out.
  fileprivate var plainBytes: [UInt8] {
    littleEndian(sequence) + littleEndian(therapySeconds) + [kind.rawValue, detail]
      + littleEndian(short) + littleEndian(number) + littleEndian(amount)
  }
}
