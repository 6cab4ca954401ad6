extension ShardResult: Codable {
  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case kind = "kind"
    case build = "build"
    case command = "command"
    case conditions = "conditions"
    case campaign = "campaign"
    case shard = "shard"
    case range = "range"
    case next = "next"
    case isWhole = "is_whole"
    case counts = "counts"
    case coreMilliseconds = "core_ms"
    case failures = "failures"
  }

  /// Throws what the encoder throws.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Self.format, forKey: .format)
    try fields.encode(kind, forKey: .kind)
    try fields.encode(build, forKey: .build)
    try fields.encode(command, forKey: .command)
    try fields.encode(conditions, forKey: .conditions)
    try fields.encode(campaign, forKey: .campaign)
    try fields.encode(shard, forKey: .shard)
    try fields.encode(range, forKey: .range)
    try fields.encode(next, forKey: .next)
    try fields.encode(isWhole, forKey: .isWhole)
    try fields.encode(counts, forKey: .counts)
    try fields.encode(coreMilliseconds, forKey: .coreMilliseconds)
    try fields.encode(failures, forKey: .failures)
  }

  /// Throws what the decoder throws, and ``Contradiction`` for what no program writes.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let format = try fields.decode(Int.self, forKey: .format)
    guard format == Self.format else {
      throw Contradiction("it is of format \(format), and this program knows \(Self.format)")
    }
    let empty = ShardResult(
      try fields.decode(Kind.self, forKey: .kind),
      by: try fields.decode(BuildMark.self, forKey: .build),
      command: try fields.decode(String.self, forKey: .command),
      conditions: try fields.decode(String.self, forKey: .conditions),
      campaign: try fields.decode(NumberRange.self, forKey: .campaign),
      shard: try fields.decode(Shard.self, forKey: .shard))
    guard let empty else { throw Contradiction("its shard has no numbers") }
    self = empty.adding(
      upTo: try fields.decode(UInt64.self, forKey: .next),
      try fields.decode([String: UInt64].self, forKey: .counts),
      coreMilliseconds: try fields.decode(UInt64.self, forKey: .coreMilliseconds),
      try fields.decode([CampaignFailure].self, forKey: .failures))
    let isAsWritten =
      try fields.decode(NumberRange.self, forKey: .range) == range
      && fields.decode(Bool.self, forKey: .isWhole) == isWhole
    guard isAsWritten, range.first <= next, next <= range.last + 1 else {
      throw Contradiction("its range does not fit its shard")
    }
    guard failures.allSatisfy({ range.contains($0.number) && $0.number < next }) else {
      throw Contradiction("it has a failure of a number that it has not done")
    }
  }

  /// What no program writes into a result.
  package struct Contradiction: Error, Equatable {
    /// What is wrong, in words.
    package let words: String

    init(_ words: String) { self.words = words }
  }
}
