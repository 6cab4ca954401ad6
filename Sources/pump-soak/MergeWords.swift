import Campaigns
import Console
import PumpWorld

/// What results come to, for a person: how it stands first, and then why.
enum MergeWords {
  /// How many lines of a kind are told; the rest is counted.
  private static let most = 50

  /// The whole text.
  static func text(_ merge: CampaignMerge, _ lines: [String]) -> String {
    head(merge) + "\n" + counts(merge) + "\n"
      + block("unfit, not counted:", merge.unfit.map { "\($0.file.shown): \($0.reason)" })
      + block("twice:", merge.doubled.map(doubled))
      + failures(merge)
      + block("missing:", merge.missing.map(\.text))
      + block("what does the rest:", lines)
  }

  private static func head(_ merge: CampaignMerge) -> String {
    let kind = merge.first.kind.rawValue
    let share =
      merge.missing.isEmpty
      ? "all \(merge.whole.count) \(kind) \(merge.whole.text) are done"
      : "\(merge.done) of \(merge.whole.count) \(kind) \(merge.whole.text) are done"
    return "\(merge.state.rawValue): \(share), \(merge.failures.count) failures; by"
      + " \(merge.files.count) files"
  }

  private static func counts(_ merge: CampaignMerge) -> String {
    let words = merge.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let seconds = merge.coreMilliseconds / 1000
    return words.joined(separator: ", ") + " in \(seconds) s of processor cores"
      + (merge.areCountsExact ? "" : "; numbers that are there twice count twice")
  }

  private static func doubled(_ doubled: CampaignMerge.Doubled) -> String {
    let files = doubled.files.map(\.shown).joined(separator: " and ")
    return doubled.areAlike
      ? "\(doubled.range.text) in \(files), alike"
      : "\(doubled.range.text) in \(files), and they say DIFFERENT things"
  }

  /// The failures, those of one invariant together.
  private static func failures(_ merge: CampaignMerge) -> String {
    var text = ""
    var told = 0
    var rule: String?
    for failure in merge.failures {
      if failure.rule != rule {
        rule = failure.rule
        told = 0
        let all = merge.failures.count { $0.rule == failure.rule }
        let number = failure.invariant.map { "invariant \($0), " } ?? ""
        text += "\(number)“\(failure.rule.shown)”: \(all) failures\n"
      }
      told += 1
      if told <= most { text += line(failure, merge.first.kind) }
      if told == most + 1 { text += "  … and more; --json has all\n" }
    }
    return text
  }

  private static func line(_ failure: CampaignFailure, _ kind: ShardResult.Kind) -> String {
    let number =
      switch kind {
      case .seeds: "seed \(failure.number)"
      case .scripts: "script \(failure.number)"
      }
    let event = failure.event.map { ", event \($0)" } ?? ""
    return "  \(number)\(event): \(failure.what.shown)\n    \(failure.command.shown)\n"
      + (failure.shrunk.map { "    shorter: \($0.shown)\n" } ?? "")
  }

  private static func block(_ title: String, _ lines: [String]) -> String {
    if lines.isEmpty { return "" }
    let rest = lines.count > most ? ["… and \(lines.count - most) more; --json has all"] : []
    return title + "\n" + (lines.prefix(most) + rest).map { "  \($0)\n" }.joined()
  }
}
