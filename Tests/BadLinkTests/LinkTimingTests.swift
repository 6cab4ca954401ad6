import BadLink
import Quantities
import TestLimits
import TestSupport
import Testing

/// What each fault does to the moments and the boundaries of writes.
@Suite(.limited)
struct LinkTimingTests {
  private static let line = PerfectLink()
  private static let seeds = 0..<100 as Range<UInt64>

  @Test func `latency without jitter is the same for all`() {
    let writes = LinkRun.numbered(200, seed: 3)
    let link = DelayingLink(Self.line, latency: .seconds(2), jitter: .zero, seed: 1)
    #expect(
      LinkRun.run(link, writes) == writes.map { Timed(ms: $0.ms + 2000, bytes: $0.bytes) })
  }

  @Test func `with jitter a write is as late as it may be, or as the one before it`() {
    var delays: Set<UInt64> = []
    for seed in Self.seeds {
      let writes = LinkRun.numbered(200, seed: seed)
      let link = DelayingLink(
        Self.line, latency: Milliseconds(rawValue: 30), jitter: Milliseconds(rawValue: 50),
        seed: seed)
      let arrived = LinkRun.run(link, writes)
      #expect(arrived.map(\.bytes) == writes.map(\.bytes))
      var last: UInt64 = 0
      for (write, got) in zip(writes, arrived) {
        #expect(got.ms >= write.ms + 30 && got.ms >= last)
        #expect(got.ms <= max(last, write.ms + 80))
        delays.insert(got.ms - write.ms)
        last = got.ms
      }
    }
    #expect(delays.isSuperset(of: 30...80))
  }

  @Test func `reordering keeps every write whole, and holds none for more than a second`() {
    var overtaken = 0
    for seed in Self.seeds {
      let writes = LinkRun.numbered(200, seed: seed)
      let arrived = LinkRun.run(
        ReorderingLink(Self.line, holding: .percent(20), seed: seed), writes)
      #expect(
        arrived.map(\.bytes).sorted { $0[0] < $1[0] } == writes.map(\.bytes))
      for (place, got) in arrived.enumerated() {
        let number = Int(got.bytes[0])
        #expect(got.ms >= writes[number - 1].ms && got.ms <= writes[number - 1].ms + 1000)
        // Overtakers are later writes that were not held themselves: they came when sent.
        let overtakers = arrived[..<place].count {
          Int($0.bytes[0]) > number && $0.ms == writes[Int($0.bytes[0]) - 1].ms
        }
        // Others held at the same moment can be let go first.
        if overtakers > 0 { overtaken += 1 }
      }
    }
    #expect(overtaken > 1000)
  }

  @Test func `a write held back with none after it comes by itself, at a random moment`() {
    let moments = Self.seeds.map { seed in
      LinkRun.run(
        ReorderingLink(Self.line, holding: .always, seed: seed),
        [Timed(ms: 10, bytes: [1, 2])]
      ).map(\.ms)
    }
    #expect(moments.allSatisfy { $0.count == 1 && (11...1010).contains($0[0]) })
    #expect(moments.count { $0[0] > 510 } > 25 && moments.count { $0[0] <= 510 } > 25)
  }

  @Test func `merging keeps the bytes in order, and none waits longer than 50 ms`() {
    for seed in Self.seeds {
      let writes = LinkRun.numbered(200, seed: seed)
      let arrived = LinkRun.run(
        MergingLink(Self.line, waiting: .percent(40), seed: seed), writes)
      #expect(arrived.joined == writes.joined)
      #expect(arrived.count < writes.count)
      for got in arrived {
        // Whole writes, the last of them just now, or the first of them 50 ms ago.
        let numbers = Set(got.bytes)
        let parts = writes.filter { numbers.contains($0.bytes[0]) }
        #expect(parts.joined == got.bytes)
        #expect(parts.last?.ms == got.ms || parts.first?.ms == got.ms - 50)
        #expect(parts.allSatisfy { $0.ms + 50 >= got.ms })
      }
    }
  }

  @Test func `with every write waiting, those within 50 ms arrive as one`() {
    let writes = [0, 20, 49, 50, 99, 200].map { Timed(ms: $0, bytes: [UInt8($0), 1]) }
    let arrived = LinkRun.run(MergingLink(Self.line, waiting: .always, seed: 1), writes)
    #expect(
      arrived == [
        Timed(ms: 50, bytes: [0, 1, 20, 1, 49, 1]), Timed(ms: 100, bytes: [50, 1, 99, 1]),
        Timed(ms: 250, bytes: [200, 1]),
      ])
  }

  @Test func `splitting keeps the bytes in order, and the pieces come 1 to 20 ms apart`() {
    var gaps: Set<UInt64> = []
    var places: Set<Int> = []
    for seed in Self.seeds {
      // Far apart, so that no write waits for another's second piece.
      let writes = (1...100).map {
        Timed(ms: UInt64($0) * 100, bytes: [UInt8](repeating: UInt8($0), count: 9))
      }
      let arrived = LinkRun.run(
        SplittingLink(Self.line, splitting: .percent(50), seed: seed), writes)
      #expect(arrived.joined == writes.joined)
      for write in writes {
        let pieces = arrived.filter { $0.bytes[0] == write.bytes[0] }
        #expect(pieces[0].ms == write.ms && pieces.count <= 2)
        guard pieces.count == 2 else { continue }
        gaps.insert(pieces[1].ms - pieces[0].ms)
        places.insert(pieces[0].bytes.count)
      }
    }
    #expect(gaps == Set(1...20) && places == Set(1...8))
    let single = [Timed(ms: 5, bytes: [3])]
    #expect(LinkRun.run(SplittingLink(Self.line, splitting: .always, seed: 1), single) == single)
  }

  @Test func `after a stall everything sent meanwhile arrives at once, or none of it`() {
    var kept = 0
    var lost = 0
    for seed in Self.seeds {
      // Each write begins a stall unless there is one: at 0, 120 and 240 ms.
      let writes = (0..<10).map { Timed(ms: UInt64($0) * 30, bytes: [UInt8($0)]) }
      let link = StallingLink(
        Self.line, chance: .always, length: Milliseconds(rawValue: 100), seed: seed)
      let arrived = LinkRun.run(link, writes)
      for (start, numbers) in [(0, 0...3), (120, 4...7), (240, 8...9)] as [(Int, ClosedRange<Int>)]
      {
        let there = arrived.filter { numbers.contains(Int($0.bytes[0])) }
        if there.isEmpty {
          lost += 1
        } else {
          kept += 1
          #expect(
            there == numbers.map { Timed(ms: UInt64(start) + 100, bytes: [UInt8($0)]) })
        }
      }
    }
    #expect(kept > 110 && lost > 110)
  }

  @Test(arguments: [50, 300, 1200, 9600, 115_200, 250_000, 4_000_000] as [UInt32])
  func `bytes arrive at the line's speed, and no rounding adds up`(baud: UInt32) {
    for seed in 0..<10 as Range<UInt64> {
      let writes = LinkRun.numbered(200, seed: seed)
      let arrived = LinkRun.run(PacedLink(Self.line, baud: baud), writes)
      // In parts of a millisecond of which there are as many as bits in a second, exactly.
      var out: UInt64 = 0
      let moments = writes.flatMap { write in
        write.bytes.map { _ in
          out = max(out, write.ms * UInt64(baud)) + 10_000
          return (out + UInt64(baud) - 1) / UInt64(baud)
        }
      }
      #expect(arrived.joined == writes.joined)
      #expect(arrived.flatMap { got in got.bytes.map { _ in got.ms } } == moments)
      #expect(zip(arrived, arrived.dropFirst()).allSatisfy { $0.ms < $1.ms })
    }
  }

  @Test func `a full line loses what comes on top, and goes on`() {
    let write = Timed(ms: 0, bytes: [UInt8](repeating: 1, count: 4096))
    let later = Timed(ms: 4_000_000_000, bytes: [2])
    let arrived = LinkRun.run(
      PacedLink(Self.line, baud: 300), [Timed](repeating: write, count: 20) + [later])
    #expect(arrived.joined.count { $0 == 1 } == 65_536)
    #expect(arrived.joined.last == 2)
  }
}
