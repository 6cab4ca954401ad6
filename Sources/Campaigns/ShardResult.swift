/// What came of one part of a campaign, as it is kept in a file. Spec: campaigns.md.
///
/// The numbers of a part are done in their order, so how far it is says one number: what comes
/// before `next` is done, and what begins with it is not.
package struct ShardResult: Equatable, Sendable {
  /// What the numbers stand for.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// Seeds of lives.
    case seeds = "seeds"
    /// Scripts with their rows, in the order that they are named.
    case scripts = "scripts"
  }

  /// The only format there is.
  package static let format = 1

  package let kind: Kind
  package let build: BuildMark
  /// The command that does all of the campaign; with a shard and a file it does this part.
  package let command: String
  /// What else the outcome depends on, in words; empty when nothing does.
  package let conditions: String
  /// The numbers of the whole campaign.
  package let campaign: NumberRange
  package let shard: Shard
  /// The numbers of this part.
  package let range: NumberRange
  /// The first number that was not done: one behind the range when all were.
  package private(set) var next: UInt64
  /// What there was, by name; the counts of parts add up.
  package private(set) var counts: [String: UInt64] = [:]
  /// How long processor cores were busy, in ms.
  package private(set) var coreMilliseconds: UInt64 = 0
  /// What did not hold, by number.
  package private(set) var failures: [CampaignFailure] = []

  /// A part of which nothing was done yet; `nil` when it has no numbers.
  package init?(
    _ kind: Kind, by build: BuildMark, command: String, conditions: String,
    campaign: NumberRange, shard: Shard
  ) {
    guard let range = campaign.part(shard) else { return nil }
    self.kind = kind
    self.build = build
    self.command = command
    self.conditions = conditions
    self.campaign = campaign
    self.shard = shard
    self.range = range
    next = range.first
  }

  /// Whether all of it was done.
  package var isWhole: Bool { next > range.last }

  /// What was done of it; `nil` when nothing was.
  package var done: NumberRange? { next == 0 ? nil : NumberRange(range.first, next - 1) }

  /// It with what was done since, up to a number that was not.
  package func adding(
    upTo next: UInt64, _ more: [String: UInt64], coreMilliseconds: UInt64,
    _ failures: [CampaignFailure]
  ) -> ShardResult {
    var result = self
    result.next = next
    result.counts.merge(more, uniquingKeysWith: Self.sum)
    result.coreMilliseconds = Self.sum(result.coreMilliseconds, coreMilliseconds)
    result.failures = (result.failures + failures).sorted { $0.number < $1.number }
    return result
  }

  /// A sum that stays where numbers end: a file may hold any.
  static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge ? .max : sum
  }

  /// The failures among some of the numbers.
  package func failures(in range: NumberRange) -> [CampaignFailure] {
    failures.filter { range.contains($0.number) }
  }

  /// Why this cannot be gone on with as another part is wanted; `nil` when it can.
  package func obstacle(to wanted: ShardResult) -> String? {
    if kind != wanted.kind || campaign != wanted.campaign || shard != wanted.shard {
      return "it is of shard \(shard.text) of the \(kind.rawValue) \(campaign.text), and"
        + " \(wanted.shard.text) of the \(wanted.kind.rawValue) \(wanted.campaign.text) is wanted"
    }
    if conditions != wanted.conditions {
      return "it was made with “\(conditions)”, and “\(wanted.conditions)” is wanted"
    }
    return wanted.build.difference(of: build)
  }
}

/// A number of a campaign that failed, and how to see it again.
package struct CampaignFailure: Hashable, Codable, Sendable {
  package let number: UInt64
  /// The number of the invariant that did not hold; `nil` of a script.
  package let invariant: UInt8?
  /// Its sentence, or the script.
  package let rule: String
  /// After which event, from 0; `nil` of a script.
  package let event: Int?
  package let what: String
  /// What shows it again.
  package let command: String
  /// What shows it in less; `nil` when nothing shorter was found.
  package let shrunk: String?

  private enum CodingKeys: String, CodingKey {
    case number = "number"
    case invariant = "invariant"
    case rule = "rule"
    case event = "event"
    case what = "what"
    case command = "command"
    case shrunk = "shrunk"
  }

  /// A failure from its parts.
  package init(
    number: UInt64, invariant: UInt8?, rule: String, event: Int?, what: String, command: String,
    shrunk: String?
  ) {
    self.number = number
    self.invariant = invariant
    self.rule = rule
    self.event = event
    self.what = what
    self.command = command
    self.shrunk = shrunk
  }
}
