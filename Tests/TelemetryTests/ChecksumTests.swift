import TestLimits
import TestSupport
import Testing

@testable import Telemetry

@Suite(.limited)
struct ChecksumTests {
  private func checksum(_ bytes: [UInt8]) -> UInt32 { CRC32C.checksum(bytes.span) }

  @Test func `the checksum has its known value`() {
    #expect(checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(checksum([]) == 0)
    // From RFC 3720, B.4: 32 bytes of zeros, of ones, ascending.
    #expect(checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(checksum(Array(0..<32)) == 0x46DD_794E)
  }

  @Test func `every entry of the table follows from the polynomial`() {
    for zeros in 0..<8 {
      for byte in 0..<256 {
        var register = UInt32(byte)
        for _ in 0..<8 * (zeros + 1) {
          register = register >> 1 ^ (register & 1 == 0 ? 0 : 0x82F6_3B78)
        }
        #expect(crc32cTable[256 * zeros + byte] == register, "byte \(byte), \(zeros) zeros")
      }
    }
  }

  @Test func `four bits at a time come to the same as eight bytes at once`() {
    for bits in 0..<16 {
      var register = UInt32(bits)
      for _ in 0..<4 {
        register = register >> 1 ^ (register & 1 == 0 ? 0 : 0x82F6_3B78)
      }
      #expect(crc32cNibbles[bits] == register, "\(bits)")
    }
    let seed: UInt64 = 0x41B
    var random = SplitMix64(seed: seed)
    for _ in 0..<1000 {
      let word = random.next()
      #expect(CRC32C.stepByNibble(word) == CRC32C.stepByByte(word), "\(word), seed \(seed)")
    }
  }

  @Test func `the checksums of instruction and table are the plain one at every length`() {
    let seed: UInt64 = 0xC4C
    var random = SplitMix64(seed: seed)
    for count in Array(0...300) + Array(1020...1040) {
      let bytes = random.bytes(count)
      let plain = PlainFrame.checksum(bytes)
      #expect(checksum(bytes) == plain, "\(count), seed \(seed)")
      var byTable = CRC32C()
      unsafe bytes.withUnsafeBytes { raw in
        guard let base = raw.baseAddress else { return }
        unsafe byTable.updateByTable(base, count: raw.count)
      }
      #expect(byTable.value == plain, "\(count), seed \(seed)")
    }
  }

  @Test func `a checksum taken in pieces is the checksum of the whole`() {
    var random = SplitMix64(seed: 7)
    let bytes = random.bytes(64)
    for cut in 0...64 {
      var checksum = CRC32C()
      checksum.update(bytes.span.extracting(..<cut))
      checksum.update(bytes.span.extracting(cut...))
      #expect(checksum.value == PlainFrame.checksum(bytes), "cut at \(cut)")
    }
  }

  @Test func `no five wrong bits of the longest content cancel each other`() {
    // A set of wrong bits is missed when the sum of what each does to the checksum is zero. If no
    // one and no two of them sum to zero, and no two pairs have the same sum, then no one to four
    // are missed. Five are not because no odd number is: the polynomial is a multiple of x + 1.
    let effects = Self.effectsOfOneBit(in: FrameLimits.contentBytes)
    #expect(effects.count == 2024)
    var pairs: [UInt32] = []
    pairs.reserveCapacity(effects.count * (effects.count + 1) / 2)
    for first in effects.indices {
      pairs.append(effects[first])
      for second in 0..<first { pairs.append(effects[first] ^ effects[second]) }
    }
    pairs.sort()
    #expect(pairs.first != 0)
    #expect(!zip(pairs, pairs.dropFirst()).contains { $0 == $1 })
    // It has x^32 and the terms below; a multiple of x + 1 has an even number of terms.
    #expect((1 + (0x82F6_3B78 as UInt32).nonzeroBitCount).isMultiple(of: 2))
  }

  /// What flipping each bit of a content does to the checksum, from the last bit to the first.
  private static func effectsOfOneBit(in contentBytes: Int) -> [UInt32] {
    var effects: [UInt32] = [0x8000_0000]
    for _ in 1..<8 * contentBytes {
      // One bit nearer to the front is one more step of the register.
      let last = effects[effects.count - 1]
      effects.append(last >> 1 ^ (last & 1 == 0 ? 0 : 0x82F6_3B78))
    }
    return effects
  }
}
