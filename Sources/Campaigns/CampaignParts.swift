/// The results that are of one campaign by one build, and those that are not.
struct CampaignParts {
  let first: ShardResult
  let fit: [CampaignMerge.Source]
  let others: [CampaignMerge.Unfit]

  /// What results of one campaign have in common.
  private struct Origin: Hashable {
    let kind: ShardResult.Kind
    let build: BuildMark
    let conditions: String

    init(_ result: ShardResult, acrossPrograms: Bool) {
      kind = result.kind
      build = acrossPrograms ? result.build.anyProgram : result.build
      conditions = result.conditions
    }

    /// Why another is of another campaign.
    func difference(of other: Origin) -> String {
      if other.kind != kind { return "it is of \(other.kind.rawValue), not of \(kind.rawValue)" }
      if other.conditions != conditions {
        return "it was made with “\(other.conditions)”, not with “\(conditions)”"
      }
      return build.difference(of: other.build) ?? "it is of another campaign"
    }
  }

  /// Parts results: what most have in common is the campaign. `nil` when there is none.
  init?(_ sources: [CampaignMerge.Source], acrossPrograms: Bool) {
    let sources = sources.sorted { $0.file < $1.file }
    var numbers: [Origin: Int] = [:]
    var leading: (origin: Origin, count: Int)?
    let origins = sources.map { Origin($0.result, acrossPrograms: acrossPrograms) }
    for origin in origins { numbers[origin, default: 0] += 1 }
    for origin in origins where numbers[origin, default: 0] > leading?.count ?? 0 {
      leading = (origin, numbers[origin, default: 0])
    }
    guard let origin = leading?.origin else { return nil }
    let pairs = Array(zip(sources, origins))
    fit = pairs.filter { $0.1 == origin }.map { $0.0 }
    others = pairs.filter { $0.1 != origin }.map {
      CampaignMerge.Unfit(file: $0.0.file, reason: origin.difference(of: $0.1))
    }
    guard let first = fit.first?.result else { return nil }
    self.first = first
  }
}

/// Results of which none is within another.
struct DisjointParts {
  private(set) var sources: [CampaignMerge.Source] = []
  private(set) var doubled: [CampaignMerge.Doubled] = []
  /// Whether none has a number of another.
  private(set) var areDisjoint = true

  /// Leaves out what is within another result.
  init(_ all: [CampaignMerge.Source]) {
    // The longest first of those that begin alike.
    let parts = all.compactMap { source in source.result.done.map { (source, $0) } }
      .sorted { ($0.1.first, $1.1.last, $0.0.file) < ($1.1.first, $0.1.last, $1.0.file) }
    var furthest: (source: CampaignMerge.Source, done: NumberRange)?
    for (source, done) in parts {
      guard let before = furthest, let common = before.done.common(with: done) else {
        sources.append(source)
        furthest = (source, done)
        continue
      }
      note(before.source, source, common, areSame: before.done == done)
      if done.last > before.done.last {
        areDisjoint = false
        sources.append(source)
        furthest = (source, done)
      }
    }
  }

  /// Two results have numbers in common.
  private mutating func note(
    _ one: CampaignMerge.Source, _ other: CampaignMerge.Source, _ common: NumberRange, areSame: Bool
  ) {
    let areAlike =
      one.result.failures(in: common) == other.result.failures(in: common)
      && (!areSame || one.result.counts == other.result.counts)
    doubled.append(
      CampaignMerge.Doubled(
        range: common, files: [one.file, other.file], areAlike: areAlike))
  }
}
