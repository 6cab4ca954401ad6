import Campaigns
import Testing

/// Results whose numbers are as if they were lived.
enum Samples {
  /// A mark of a build.
  static func mark(
    version: String = "1.0.0", schema: String = "00000001", lives: String = "0123456789abcdef",
    program: String = "00000002"
  ) -> BuildMark {
    BuildMark(version: version, schema: schema, lives: lives, program: program)
  }

  /// Whether a number fails.
  static func fails(_ number: UInt64) -> Bool { number % 7 == 3 }

  /// A shard of a campaign, done up to a number.
  static func result(
    _ campaign: NumberRange, _ part: UInt64, of parts: UInt64, upTo end: UInt64 = .max,
    by mark: BuildMark = mark(), conditions: String = ""
  ) throws -> ShardResult {
    let empty = ShardResult(
      .seeds, by: mark, command: "pump-soak --seeds \(campaign.text)", conditions: conditions,
      campaign: campaign, shard: try #require(Shard(part: part, parts: parts)))
    return living(try #require(empty), upTo: end)
  }

  /// It with more of it done.
  static func living(_ result: ShardResult, upTo end: UInt64) -> ShardResult {
    let end = min(end, result.range.last + 1)
    guard end > result.next else { return result }
    let numbers = result.next..<end
    return result.adding(
      upTo: end,
      ["lives": UInt64(numbers.count), "events": numbers.reduce(0) { $0 + $1 % 13 }],
      coreMilliseconds: UInt64(numbers.count),
      numbers.filter(fails).map { number in
        CampaignFailure(
          number: number, invariant: UInt8(number % 2), rule: "rule \(number % 2)", event: 1,
          what: "found", command: "pump-soak --seed \(number) --trace", shrunk: nil)
      })
  }
}
