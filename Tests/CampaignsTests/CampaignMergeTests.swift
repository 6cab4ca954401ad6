import Campaigns
import TestLimits
import TestSupport
import Testing

/// What results come to together, held against numbers that are counted one by one.
@Suite(.limited)
struct CampaignMergeTests {
  private let campaign: NumberRange

  init() throws { campaign = try #require(NumberRange(10, 309)) }

  /// Results in files of their shards' names.
  private func files(_ results: [ShardResult]) -> [CampaignMerge.Source] {
    results.map { CampaignMerge.Source(file: $0.shard.fileName, result: $0) }
  }

  private func all(of parts: UInt64) throws -> [ShardResult] {
    try (1...parts).map { try Samples.result(campaign, $0, of: parts) }
  }

  @Test(arguments: [1, 2, 7, 300] as [UInt64])
  func `parts in any order are what one run of all is`(parts: UInt64) throws {
    var random = SplitMix64(seed: parts)
    let whole = try #require(CampaignMerge(files(try all(of: 1))))
    let merge = try #require(CampaignMerge(files(try all(of: parts)).shuffled(using: &random)))
    #expect(merge.state == .failed && merge.missing == [] && merge.gaps == [])
    #expect(merge.counts == whole.counts && merge.failures == whole.failures)
    #expect(merge.done == 300 && merge.counts["lives"] == 300)
    #expect(merge.failures.map(\.number) == campaign.numbers.filter(Samples.fails).inOrder)
  }

  @Test func `a part that is stopped anywhere and gone on with is what it would have been`() throws
  {
    var random = SplitMix64(seed: 3)
    let wanted = try Samples.result(campaign, 2, of: 3)
    for _ in 0..<100 {
      var part = try Samples.result(campaign, 2, of: 3, upTo: 0)
      while !part.isWhole {
        part = Samples.living(part, upTo: part.next + 1 + random.below(60))
        #expect(part.obstacle(to: wanted) == nil)
      }
      #expect(part == wanted)
    }
  }

  @Test func `what is missing is told to the number, and its commands make it whole`() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<100 {
      let parts = 1 + random.below(20)
      var results: [UInt64: ShardResult] = [:]
      for part in 1...parts where random.below(3) > 0 {
        let end = random.below(2) == 0 ? UInt64.max : 10 + random.below(320)
        results[part] = try Samples.result(campaign, part, of: parts, upTo: end)
      }
      guard let merge = CampaignMerge(files(Array(results.values))) else { continue }
      let done = Set(results.values.compactMap(\.done).flatMap(\.numbers))
      #expect(merge.missing.flatMap(\.numbers) == campaign.numbers.filter { !done.contains($0) })
      #expect(merge.done == UInt64(done.count))
      for gap in merge.gaps {
        switch gap {
        case .rest(let shard, let file):
          #expect(results[shard.part]?.shard.fileName == file)
          results[shard.part] = try Samples.result(campaign, shard.part, of: parts)
        case .shard(let shard):
          #expect(results[shard.part] == nil)
          results[shard.part] = try Samples.result(campaign, shard.part, of: parts)
        case .range: Issue.record("all results are of one plan")
        }
      }
      let after = try #require(CampaignMerge(files(Array(results.values))))
      #expect(after.missing == [] && after.counts["lives"] == 300 && after.doubled == [])
    }
  }

  @Test func `what is there twice counts once, and is told`() throws {
    let results = try all(of: 4)
    let copy = CampaignMerge.Source(file: "copy.json", result: results[1])
    let short = CampaignMerge.Source(
      file: "short.json", result: try Samples.result(campaign, 3, of: 4, upTo: 170))
    let merge = try #require(CampaignMerge(files(results) + [copy, short]))
    #expect(merge.state == .failed && merge.counts["lives"] == 300 && merge.areCountsExact)
    #expect(merge.doubled.map(\.areAlike) == [true, true])
    #expect(merge.doubled.map(\.range.text) == ["85..159", "160..169"])
  }

  @Test func `two files that say different things of the same numbers are unfit`() throws {
    let results = try all(of: 4)
    let counted = try Samples.result(campaign, 2, of: 4, upTo: 0)
      .adding(upTo: 160, ["lives": 74], coreMilliseconds: 1, results[1].failures)
    let failed = try Samples.result(campaign, 2, of: 4, upTo: 0)
      .adding(upTo: 120, ["lives": 35], coreMilliseconds: 1, [])
    for other in [counted, failed] {
      let source = CampaignMerge.Source(file: "other.json", result: other)
      let merge = try #require(CampaignMerge(files(results) + [source]))
      #expect(merge.state == .unfit && merge.doubled.map(\.areAlike) == [false])
    }
  }

  @Test func `parts of several plans cover what they cover`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<100 {
      var sources: [CampaignMerge.Source] = []
      for number in 0..<(1 + random.below(8)) {
        let parts = 1 + random.below(6)
        let result = try Samples.result(campaign, 1 + random.below(parts), of: parts)
        sources.append(CampaignMerge.Source(file: "\(number)", result: result))
      }
      let merge = try #require(CampaignMerge(sources))
      let done = sources.compactMap { $0.result.done }.flatMap(\.numbers)
      #expect(merge.done == UInt64(Set(done).count))
      #expect(merge.failures.map(\.number) == Set(done).filter(Samples.fails).inOrder)
      #expect(merge.doubled.allSatisfy { $0.areAlike })
      let lives = try #require(merge.counts["lives"])
      #expect(merge.areCountsExact ? lives == merge.done : lives > merge.done)
    }
  }

  @Test func `numbers that are wanted besides are missing`() throws {
    let wanted = try #require(NumberRange(1, 400))
    let merge = try #require(CampaignMerge(files(try all(of: 4)), wanted: wanted))
    #expect(merge.missing.map(\.text) == ["1..9", "310..400"])
    #expect(merge.gaps == merge.missing.map { .range($0) })
  }

  @Test func `what is of another build or made otherwise is told, and not counted`() throws {
    let results = try all(of: 4)
    let others: [(BuildMark, String, String)] = [
      (Samples.mark(version: "1.0.1"), "", "it is of version 1.0.1, not 1.0.0"),
      (Samples.mark(schema: "000000ff"), "", "its messages are laid out as 000000ff"),
      (Samples.mark(lives: "00000000000000aa"), "", "its build makes other lives"),
      (Samples.mark(program: "000000ff"), "", "it is of a program with other bytes"),
      (Samples.mark(), "--canary x", "it was made with “--canary x”, not with “”"),
    ]
    for (mark, conditions, reason) in others {
      let other = try Samples.result(campaign, 4, of: 4, by: mark, conditions: conditions)
      let merge = try #require(CampaignMerge(files(results.dropLast() + [other])))
      #expect(merge.state == .unfit && merge.missing.map(\.text) == ["235..309"])
      #expect(merge.unfit.count == 1 && merge.unfit[0].reason.hasPrefix(reason))
    }
    let other = try Samples.result(campaign, 4, of: 4, by: Samples.mark(program: "000000ff"))
    let sources = files(results.dropLast() + [other])
    #expect(CampaignMerge(sources, acrossPrograms: true)?.state == .failed)
  }

  @Test func `all without a failure is complete, and a damaged file spoils it`() throws {
    let range = try #require(NumberRange(0, 2))
    let sources = files([try Samples.result(range, 1, of: 1)])
    #expect(CampaignMerge(sources)?.state == .complete)
    let damaged = [CampaignMerge.Unfit(file: "x.json", reason: "it is cut short")]
    #expect(CampaignMerge(sources, damaged: damaged)?.state == .unfit)
    #expect(CampaignMerge([]) == nil)
  }
}

extension NumberRange {
  fileprivate var numbers: [UInt64] { Array(first...last) }
}

extension Collection<UInt64> {
  /// Numbers as a merge has failures: by what failed, then by number.
  fileprivate var inOrder: [UInt64] { sorted { ($0 % 2, $0) < ($1 % 2, $1) } }
}
