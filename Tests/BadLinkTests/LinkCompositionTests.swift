import BadLink
import Quantities
import TestLimits
import TestSupport
import Testing

/// Faults put around each other, in any order: what one does not do, no two do together.
@Suite(.limited)
struct LinkCompositionTests {
  /// A link with these faults, the first outermost.
  private func link(_ faults: [Fault], seed: UInt64) -> any Link {
    var random = SplitMix64(seed: seed)
    var link: any Link = PerfectLink()
    for fault in faults.reversed() { link = fault.around(link, seed: random.next()) }
    return link
  }

  /// Holds what arrived to what the faults may do, and to nothing else.
  private func check(_ faults: [Fault], seed: UInt64) {
    let writes = LinkRun.numbered(120, seed: seed)
    let arrived = LinkRun.run(link(faults, seed: seed), writes)
    let name: Comment = "\(faults), seed \(seed)"
    #expect(LinkRun.run(link(faults, seed: seed), writes) == arrived, name)
    #expect(
      LinkRun.runAskedSeldom(link(faults, seed: seed), writes, seed: seed)
        == arrived.map(\.bytes), name)
    #expect(arrived.allSatisfy { !$0.bytes.isEmpty }, name)
    let copies = 1 << faults.count { $0 == .duplicate }
    if !faults.contains(where: \.changes) {
      // Nothing is invented: of no number there is more than was sent.
      let got = counts(arrived.joined)
      let sent = counts(writes.joined)
      #expect(got.allSatisfy { $0.value <= copies * sent[$0.key, default: 0] }, name)
      let loses = faults.contains(where: \.loses)
      #expect(loses || sent.allSatisfy { $0.value <= got[$0.key, default: 0] }, name)
      // A copy of writes that were joined before begins again with the first of them.
      if !faults.contains(.reorder), copies == 1 {
        #expect(zip(arrived.joined, arrived.joined.dropFirst()).allSatisfy { $0 <= $1 }, name)
        #expect(loses || arrived.joined == writes.joined, name)
      }
    }
    if !faults.contains(where: \.loses) {
      #expect(arrived.joined.count <= copies * writes.joined.count, name)
      #expect(arrived.joined.count >= writes.joined.count, name)
    }
    // Nothing arrives before it is sent, and nothing is under way for ever.
    #expect(arrived.first.map { $0.ms >= writes[0].ms } ?? true, name)
  }

  private func counts(_ bytes: [UInt8]) -> [UInt8: Int] {
    bytes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test(arguments: Fault.allCases)
  func `every fault around every other`(outer: Fault) {
    for inner in Fault.allCases {
      for seed in 0..<4 as Range<UInt64> { check([outer, inner], seed: seed) }
    }
  }

  @Test func `all of them, in any order`() {
    for seed in 0..<150 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      check(Fault.allCases.shuffled(using: &random), seed: seed)
    }
  }

  @Test func `some of them, in any order`() {
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix64(seed: ~seed)
      let some = Fault.allCases.shuffled(using: &random).prefix(Int(random.from(3...7)))
      check(Array(some), seed: seed)
    }
  }

  @Test func `another seed is another luck`() {
    let writes = LinkRun.numbered(120, seed: 1)
    for fault in Fault.allCases where fault != .baud {
      let runs = (0..<4 as Range<UInt64>).map { LinkRun.run(link([fault], seed: $0), writes) }
      #expect(runs.dropFirst().contains { $0 != runs[0] }, "\(fault)")
    }
  }
}
