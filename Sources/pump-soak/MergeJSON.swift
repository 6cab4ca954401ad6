import Campaigns
import VerbOutput

/// What `pump-soak merge --json` prints.
struct MergeJSON: Encodable {
  let state: String
  let kind: ShardResult.Kind
  let build: BuildMark
  let conditions: String
  let whole: NumberRange
  let done: UInt64
  let files: Int
  let missing: [NumberRange]
  let commands: [String]
  let doubled: [Doubled]
  let unfit: [Unfit]
  let counts: [String: UInt64]
  let are_counts_exact: Bool
  let core_ms: UInt64
  let failures: [CampaignFailure]

  struct Doubled: Encodable {
    let range: NumberRange
    let files: [String]
    let are_alike: Bool
  }

  struct Unfit: Encodable {
    let file: String
    let reason: String
  }

  /// A merge, and the commands that do what is missing of it.
  init(_ merge: CampaignMerge, _ commands: [String]) {
    state = merge.state.rawValue
    kind = merge.first.kind
    build = merge.first.build
    conditions = merge.first.conditions
    whole = merge.whole
    done = merge.done
    files = merge.files.count
    missing = merge.missing
    self.commands = commands
    doubled = merge.doubled.map {
      Doubled(range: $0.range, files: $0.files, are_alike: $0.areAlike)
    }
    unfit = merge.unfit.map { Unfit(file: $0.file, reason: $0.reason) }
    counts = merge.counts
    are_counts_exact = merge.areCountsExact
    core_ms = merge.coreMilliseconds
    failures = merge.failures
  }
}
