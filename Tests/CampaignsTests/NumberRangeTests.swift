import Campaigns
import TestLimits
import TestSupport
import Testing

/// Numbers parted into shards, and put together again.
@Suite(.limited)
struct NumberRangeTests {
  @Test func `the parts of a range follow each other and are as long as each other, but for one`()
    throws
  {
    var random = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let first = random.below(1000)
      let range = try #require(NumberRange(first, first + random.below(300)))
      let parts = 1 + random.below(40)
      var next = range.first
      var lengths: Set<UInt64> = []
      for part in 1...parts {
        let shard = try #require(Shard(part: part, parts: parts))
        guard let piece = range.part(shard) else { continue }
        #expect(piece.first == next)
        #expect(range.shard(with: piece.first, of: parts) == shard)
        #expect(range.shard(with: piece.last, of: parts) == shard)
        lengths.insert(piece.count)
        next = piece.last + 1
      }
      #expect(next == range.last + 1)
      #expect((lengths.max() ?? 0) - (lengths.min() ?? 0) <= 1)
    }
  }

  @Test func `what is left of a range is what none of the others has`() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<300 {
      let range = try #require(NumberRange(random.below(20), 20 + random.below(60)))
      let others = try (0..<random.below(6)).map { _ in
        let first = random.below(80)
        return try #require(NumberRange(first, first + random.below(20)))
      }
      let left = (range.first...range.last).filter { number in
        !others.contains { $0.contains(number) }
      }
      #expect(range.without(others).flatMap { Array($0.first...$0.last) } == left)
    }
  }

  @Test func `the widest range has parts too`() throws {
    let all = try #require(NumberRange(0, .max - 1))
    let last = try #require(Shard(part: 7, parts: 7))
    #expect(all.part(last)?.last == all.last)
    #expect(all.shard(with: .max - 1, of: 7) == last)
  }

  @Test func `the names of results sort as their shards do`() throws {
    let names = try (1...120).map { part in
      try #require(Shard(part: part, parts: 120)).fileName
    }
    #expect(names == names.sorted() && names[6] == "shard-007-of-120.json")
  }
}
