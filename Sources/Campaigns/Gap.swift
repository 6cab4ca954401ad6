/// What is to be done for numbers of a campaign that are missing.
package enum Gap: Hashable, Sendable {
  /// The rest of a part whose result is not whole: the same command goes on with its file.
  case rest(Shard, file: String)
  /// A part of which there is no result.
  case shard(Shard)
  /// Numbers that are no part of the plan.
  case range(NumberRange)

  /// What is to be done for all that is missing, in order. Parts are named where all results are of
  /// one plan; otherwise the numbers are.
  static func all(
    of missing: [NumberRange], _ whole: NumberRange, _ sources: [CampaignMerge.Source]
  ) -> [Gap] {
    let plans = Set(sources.map { Plan($0.result) })
    guard let plan = plans.first, plans.count == 1, plan.campaign == whole else {
      return missing.map { .range($0) }
    }
    var unfinished: [UInt64: String] = [:]
    for source in sources where !source.result.isWhole {
      unfinished[source.result.shard.part] = source.file
    }
    var gaps: [Gap] = []
    var told: UInt64 = 0
    for range in missing {
      guard let first = whole.shard(with: range.first, of: plan.parts),
        let last = whole.shard(with: range.last, of: plan.parts)
      else { continue }
      for part in max(first.part, told + 1)...max(last.part, told + 1) where part <= last.part {
        guard let shard = Shard(part: part, parts: plan.parts) else { continue }
        gaps.append(unfinished[part].map { .rest(shard, file: $0) } ?? .shard(shard))
        told = part
      }
    }
    return gaps
  }

  /// What a plan is told by.
  private struct Plan: Hashable {
    let campaign: NumberRange
    let parts: UInt64

    init(_ result: ShardResult) {
      campaign = result.campaign
      parts = result.shard.parts
    }
  }
}
