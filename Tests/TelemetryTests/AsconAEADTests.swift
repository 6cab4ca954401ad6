import TestLimits
import TestSupport
import Testing

@testable import Telemetry

/// Ascon-AEAD128 against published vectors, a second, plain implementation, and forgers.
@Suite(.limited)
struct AsconAEADTests {
  @Test func `the published vectors have messages and data around every edge of a block`() {
    let lengths = Set(AsconVector.aead128.map { [$0["PT"].count, $0["AD"].count] })
    let edges = [0, 1, 8, 15, 16, 17, 32]
    #expect(lengths == Set(edges.flatMap { message in edges.map { [message, $0] } }))
  }

  @Test(arguments: AsconVector.aead128)
  func `both implementations seal and open a published vector`(vector: AsconVector) throws {
    let sealed = Sealed(vector)
    let plain = PlainAEAD(key: sealed.key, nonce: sealed.nonce, associatedData: sealed.data)
    #expect(plain.seal(vector["PT"]) == vector["CT"])
    #expect(plain.open(vector["CT"]) == vector["PT"])
    #expect(sealed.open() == Opened(isGenuine: true, bytes: vector["PT"]))
    #expect(Sealed(vector["PT"], sealed.key, sealed.nonce, sealed.data).whole == vector["CT"])
  }

  @Test func `messages and data of every length seal and open as the plain one says`() {
    let seed: UInt64 = 0xAEAD
    var random = SplitMix64(seed: seed)
    let lengths = (0...50).map { ($0, Int(random.below(50))) } + (0...50).map { (33, $0) }
    for (count, dataCount) in lengths + [(224, 9), (256, 300), (1000, 0)] {
      let message = random.bytes(count)
      let (key, nonce, data) = (random.bytes(16), random.bytes(16), random.bytes(dataCount))
      let sealed = Sealed(message, key, nonce, data)
      let plain = PlainAEAD(key: key, nonce: nonce, associatedData: data)
      #expect(sealed.whole == plain.seal(message), "\(count) and \(dataCount) bytes, seed \(seed)")
      #expect(sealed.open() == Opened(isGenuine: true, bytes: message))
    }
  }

  @Test(arguments: [0, 1, 8, 15, 16, 17, 40])
  func `no flipped bit goes unseen, and none leaves anything of the message`(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let good = Sealed(
      random.bytes(count), random.bytes(16), random.bytes(16), random.bytes(19))
    let nothing = Opened(isGenuine: false, bytes: Array(repeating: 0, count: count))
    for part in [\Sealed.bytes, \.tag, \.data, \.nonce, \.key] {
      for place in good[keyPath: part].indices {
        for bit in 0..<8 {
          var forged = good
          forged[keyPath: part][place] ^= 1 << UInt8(bit)
          #expect(forged.open() == nothing, "byte \(place), bit \(bit)")
        }
      }
    }
    #expect(good.open().isGenuine)
  }

  @Test func `a sealed message that is cut, lengthened or put together anew does not open`() {
    var random = SplitMix64(seed: 0xC07)
    let good = Sealed(random.bytes(35), random.bytes(16), random.bytes(16), random.bytes(20))
    for count in 0..<35 {
      var cut = good
      cut.bytes = Array(good.bytes.prefix(count))
      #expect(cut.open() == Opened(isGenuine: false, bytes: Array(repeating: 0, count: count)))
      cut.bytes = Array(good.bytes.suffix(count))
      #expect(!cut.open().isGenuine)
    }
    for count in 0..<20 {
      var cut = good
      cut.data = Array(good.data.prefix(count))
      #expect(!cut.open().isGenuine)
    }
    for tail: [UInt8] in [[0], [1], good.tag] {
      var longer = good
      longer.bytes += tail
      #expect(!longer.open().isGenuine)
      longer = good
      longer.data += tail
      #expect(!longer.open().isGenuine)
    }
    // A byte moved from the data into the message, where the bytes as a whole stay the same.
    var moved = good
    moved.bytes.insert(moved.data.removeLast(), at: 0)
    #expect(!moved.open().isGenuine)
  }

  @Test func `an empty message opens only with its own tag`() {
    var random = SplitMix64(seed: 0xE)
    for data in [[], random.bytes(7)] {
      let good = Sealed([], random.bytes(16), random.bytes(16), data)
      #expect(good.open() == Opened(isGenuine: true, bytes: []))
      for _ in 0..<100 {
        var forged = good
        forged.tag = random.bytes(16)
        #expect(!forged.open().isGenuine)
      }
    }
  }

  @Test func `a key is gone from memory once it is zeroised`() {
    var aead = AsconAEAD128(key: AsconBlock(low: .max, high: .max))
    // A debug build may have more than the key in it.
    #expect(unsafe withUnsafeBytes(of: &aead) { unsafe $0.count { $0 == 0xFF } } == 16)
    aead.zeroise()
    #expect(unsafe withUnsafeBytes(of: &aead) { unsafe $0.allSatisfy { $0 == 0 } })
  }

  @Test func `a block is its sixteen bytes, and no other number of bytes is one`() throws {
    var random = SplitMix64(seed: 0xB10C)
    let bytes = random.bytes(16)
    let read = AsconBlock(bytes.span)
    let block = try #require(read)
    var written = [UInt8](repeating: 0, count: 16)
    var span = written.mutableSpan
    block.write(to: &span)
    #expect(written == bytes)
    #expect(block == AsconBlock(low: block.low, high: block.high))
    for bit in 0..<64 as Range<UInt64> {
      #expect(block != AsconBlock(low: block.low ^ 1 << bit, high: block.high))
      #expect(block != AsconBlock(low: block.low, high: block.high ^ 1 << bit))
    }
    for count in [0, 1, 8, 15, 17, 32] {
      let none = AsconBlock(random.bytes(count).span)
      #expect(none == nil, "\(count) bytes")
    }
  }
}

/// What came out of an opening, and what stands in the buffer afterwards.
private struct Opened: Equatable {
  var isGenuine: Bool
  var bytes: [UInt8]
}

/// A sealed message and what is needed to open it.
private struct Sealed {
  var bytes: [UInt8]
  var tag: [UInt8]
  var data: [UInt8]
  var nonce: [UInt8]
  var key: [UInt8]

  var whole: [UInt8] { bytes + tag }

  init(_ vector: AsconVector) {
    bytes = vector["CT"].dropLast(16)
    tag = vector["CT"].suffix(16)
    data = vector["AD"]
    nonce = vector["Nonce"]
    key = vector["Key"]
  }

  /// Seals a message.
  init(_ message: [UInt8], _ key: [UInt8], _ nonce: [UInt8], _ data: [UInt8]) {
    (self.key, self.nonce, self.data) = (key, nonce, data)
    bytes = message
    tag = Array(repeating: 0, count: 16)
    var span = bytes.mutableSpan
    let sealed = AsconAEAD128(key: Self.block(key)).seal(
      &span, nonce: Self.block(nonce), associatedData: data.span)
    var tagSpan = tag.mutableSpan
    sealed.write(to: &tagSpan)
  }

  func open() -> Opened {
    var buffer = bytes
    var span = buffer.mutableSpan
    let isGenuine = AsconAEAD128(key: Self.block(key)).open(
      &span, nonce: Self.block(nonce), associatedData: data.span, tag: Self.block(tag))
    return Opened(isGenuine: isGenuine, bytes: buffer)
  }

  private static func block(_ bytes: [UInt8]) -> AsconBlock {
    guard let block = AsconBlock(bytes.span) else { preconditionFailure("not sixteen bytes") }
    return block
  }
}
