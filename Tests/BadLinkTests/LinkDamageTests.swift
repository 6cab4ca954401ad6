import BadLink
import Quantities
import TestLimits
import TestSupport
import Testing

/// What each fault does to the bytes, counted by itself.
@Suite(.limited)
struct LinkDamageTests {
  /// Long runs, whose counts have to be what chance makes likely.
  private static let many = 10_000
  private static let line = PerfectLink()

  /// Writes with their numbers in their first bytes, 100 ms apart.
  private static func counted(_ count: Int, length: Int = 16) -> [Timed] {
    (0..<count).map { number in
      let head = (0..<3).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      return Timed(ms: UInt64(number) * 100, bytes: head + [UInt8](repeating: 7, count: length - 3))
    }
  }

  /// Six standard deviations around what is expected: less than one run in 10^8 is outside.
  private func isLikely(_ count: Int, of tries: Int, percent: Int) -> Bool {
    let scaled = count * 100 - tries * percent
    return scaled * scaled <= 36 * tries * percent * (100 - percent)
  }

  @Test func `a line without a fault changes nothing`() {
    let writes = LinkRun.numbered(200, seed: 1)
    #expect(LinkRun.run(PerfectLink(), writes) == writes)
  }

  @Test(arguments: [0, 1, 10, 50, 99, 100])
  func `loss takes whole writes, as many as it should`(percent: UInt32) {
    let writes = Self.counted(Self.many)
    var link = LossyLink(Self.line, losing: .percent(percent), seed: 5)
    let arrived = LinkRun.run(link, writes)
    let sent = Set(writes.map(\.bytes))
    #expect(arrived.allSatisfy { sent.contains($0.bytes) })
    #expect(Set(arrived.map(\.bytes)).count == arrived.count)
    #expect(zip(arrived, arrived.dropFirst()).allSatisfy { $0.ms < $1.ms })
    let lost = writes.count - arrived.count
    #expect(isLikely(lost, of: writes.count, percent: Int(percent)), "\(lost)")
    for write in writes { link.send(write.bytes.span, at: .zero) }
    #expect(link.losses == UInt64(lost))
  }

  @Test(arguments: [0, 10, 100])
  func `a duplicate follows its write at once`(percent: UInt32) {
    let writes = Self.counted(Self.many)
    let arrived = LinkRun.run(
      DuplicatingLink(Self.line, doubling: .percent(percent), seed: 6), writes)
    var rest = arrived[...]
    var doubled = 0
    for write in writes {
      #expect(rest.popFirst() == write)
      if rest.first == write {
        doubled += 1
        rest.removeFirst()
      }
    }
    #expect(rest.isEmpty)
    #expect(isLikely(doubled, of: writes.count, percent: Int(percent)))
  }

  @Test func `a write is cut off at every place, and as often as it should`() {
    let writes = Self.counted(Self.many)
    let arrived = LinkRun.run(
      TruncatingLink(Self.line, cutting: .percent(25), seed: 7), writes)
    var lengths = [Int](repeating: 0, count: 17)
    var left = Dictionary(uniqueKeysWithValues: writes.map { ($0.ms, $0.bytes) })
    for piece in arrived {
      let whole = left.removeValue(forKey: piece.ms) ?? []
      #expect(whole.starts(with: piece.bytes))
      lengths[piece.bytes.count] += 1
    }
    // Of nothing nothing arrives.
    lengths[0] = left.count
    #expect(isLikely(lengths[0..<16].reduce(0, +), of: writes.count, percent: 25))
    let cut = lengths[0..<16].reduce(0, +)
    for count in lengths[0..<16] { #expect(abs(count * 16 - cut) < cut / 2) }
  }

  @Test func `a flip turns one bit, any of the eight, of as many bytes as it should`() {
    let writes = Self.counted(Self.many)
    let arrived = LinkRun.run(
      FlippingLink(Self.line, flipping: .percent(2), seed: 8), writes)
    #expect(arrived.map(\.bytes.count) == writes.map(\.bytes.count))
    var bits = [Int](repeating: 0, count: 8)
    for (sent, got) in zip(writes.joined, arrived.joined) where sent != got {
      #expect((sent ^ got).nonzeroBitCount == 1)
      bits[(sent ^ got).trailingZeroBitCount] += 1
    }
    let flips = bits.reduce(0, +)
    #expect(isLikely(flips, of: writes.joined.count, percent: 2))
    for count in bits { #expect(abs(count * 8 - flips) < flips / 3) }
  }

  @Test func `a burst loses or changes one run of bytes, no longer than it may be`() {
    let writes = Self.counted(Self.many)
    let link = BurstyLink(Self.line, chance: .percent(20), length: 5, seed: 9)
    let arrived = LinkRun.run(link, writes)
    let got = Dictionary(uniqueKeysWithValues: arrived.map { ($0.ms, $0.bytes) })
    var hit = 0
    var missing = 0
    for write in writes {
      let left = got[write.ms] ?? []
      if left == write.bytes { continue }
      hit += 1
      if left.count < write.bytes.count { missing += 1 }
      let head = zip(write.bytes, left).prefix { $0 == $1 }.count
      let tail = zip(write.bytes.reversed(), left.reversed()).prefix { $0 == $1 }.count
      #expect(head + tail + 5 >= write.bytes.count)
      #expect(left.count == write.bytes.count || head + tail >= left.count)
    }
    // A burst of noise is now and then, by chance, what was there before: 1 in 256 per byte.
    #expect(isLikely(hit, of: writes.count, percent: 20) && hit > 1500)
    #expect(isLikely(missing, of: writes.count, percent: 10))
  }

  @Test func `a burst goes on in a write that follows at once, and in no later one`() {
    var first = [0, 0, 0]
    for seed in 0..<200 as Range<UInt64> {
      let link = BurstyLink(Self.line, chance: .always, length: 4096, seed: seed)
      let writes = [0, 20, 41].map { Timed(ms: $0, bytes: Array(0..<64)) }
      let arrived = LinkRun.run(link, writes)
      for (place, write) in writes.enumerated() {
        // Hit at its first byte by one of its own only if that begins there: once in 64.
        if arrived.first(where: { $0.ms == write.ms })?.bytes.first == 0 { first[place] += 1 }
      }
    }
    #expect(first[0] > 180 && first[1] < 20 && first[2] > 180, "\(first)")
  }
}
