/// What the results of a campaign's parts come to together: whether they are all of it, what they
/// sum up to, and what failed.
package struct CampaignMerge: Sendable {
  /// A file with its result.
  package struct Source: Sendable {
    package let file: String
    package let result: ShardResult

    /// A file with its result.
    package init(file: String, result: ShardResult) {
      self.file = file
      self.result = result
    }
  }

  /// A file that is not counted, and why.
  package struct Unfit: Hashable, Sendable {
    package let file: String
    /// Why, in words.
    package let reason: String

    /// A file and a reason.
    package init(file: String, reason: String) {
      self.file = file
      self.reason = reason
    }
  }

  /// Numbers that two files have.
  package struct Doubled: Hashable, Sendable {
    package let range: NumberRange
    package let files: [String]
    /// Whether both say the same of them.
    package let areAlike: Bool
  }

  /// What is left to be said of all, the worst first.
  package enum State: String, CaseIterable, Sendable {
    /// A file is damaged, of another build, or says something else than another of the same.
    case unfit = "unfit"
    /// Something failed; more may be missing.
    case failed = "failed"
    /// Nothing failed, and not everything was done.
    case incomplete = "incomplete"
    /// Everything was done, and nothing failed.
    case complete = "complete"
  }

  /// One of the results: what is told of a campaign is the same in each.
  package let first: ShardResult
  /// The numbers that should be there.
  package let whole: NumberRange
  /// Those that are not, in order.
  package let missing: [NumberRange]
  package let doubled: [Doubled]
  package let unfit: [Unfit]
  /// What is to be done for the rest.
  package let gaps: [Gap]
  /// How many of the numbers were done.
  package let done: UInt64
  /// The files that are counted.
  package let files: [String]
  package let counts: [String: UInt64]
  /// Whether the counts are of each number once: files that overlap in part count some twice.
  package let areCountsExact: Bool
  package let coreMilliseconds: UInt64
  package let failures: [CampaignFailure]

  /// Merges results; `nil` when there is none.
  /// - Parameters:
  ///   - sources: The results, in any order.
  ///   - damaged: Files that no result can be read from.
  ///   - wanted: The numbers that should be there; those that the results say when it is `nil`.
  ///   - acrossPrograms: Whether programs may differ whose lives are the same.
  package init?(
    _ sources: [Source], damaged: [Unfit] = [], wanted: NumberRange? = nil,
    acrossPrograms: Bool = false
  ) {
    guard let parts = CampaignParts(sources, acrossPrograms: acrossPrograms) else { return nil }
    first = parts.first
    unfit = (damaged + parts.others).sorted { $0.file < $1.file }
    let campaigns = parts.fit.map(\.result.campaign)
    whole = wanted ?? campaigns.reduce(first.campaign) { $0.hull(with: $1) }
    let kept = DisjointParts(parts.fit)
    doubled = kept.doubled
    areCountsExact = kept.areDisjoint
    files = kept.sources.map(\.file)
    missing = whole.without(kept.sources.compactMap { $0.result.done })
    done = whole.count - missing.reduce(0) { $0 + $1.count }
    gaps = Gap.all(of: missing, whole, parts.fit)
    counts = kept.sources.reduce(into: [:]) {
      $0.merge($1.result.counts, uniquingKeysWith: ShardResult.sum)
    }
    coreMilliseconds = kept.sources.reduce(0) { ShardResult.sum($0, $1.result.coreMilliseconds) }
    failures = Set(kept.sources.flatMap(\.result.failures)).sorted {
      ($0.invariant ?? 0, $0.rule, $0.number, $0.what)
        < ($1.invariant ?? 0, $1.rule, $1.number, $1.what)
    }
  }

  /// How it stands.
  package var state: State {
    if !unfit.isEmpty || doubled.contains(where: { !$0.areAlike }) { return .unfit }
    if !failures.isEmpty { return .failed }
    return missing.isEmpty ? .complete : .incomplete
  }
}
