import CampaignFiles
import Campaigns
import CommandEntry
import PumpText
import Scenario
import VerbOutput

/// One part of a list of scripts, with what came of it kept in a file.
struct ScriptShard {
  private let file: ResultFile
  private let begun: ShardResult
  /// How long processor cores were busy before, in ms.
  private let busy = BusyTime.milliseconds()

  /// How a list of scripts is played, as far as the outcome depends on it.
  struct Options {
    let seed: UInt64?
    let only: [String]
    let keepsGoing: Bool

    /// As they are typed.
    var words: [String] {
      (seed.map { ["--seed", "\($0)"] } ?? []) + only.flatMap { ["--only", $0] }
        + (keepsGoing ? ["--keep-going"] : [])
    }
  }

  /// What is kept already of a part.
  /// - Parameters:
  ///   - path: The file.
  ///   - scripts: As they were named.
  ///   - hash: The hash of all files that were read for them.
  init(
    _ path: String, _ shard: Shard, of campaign: NumberRange, scripts: [String], _ options: Options,
    hash: String
  ) throws(ResultFile.Problem) {
    file = ResultFile(path)
    let words = ["programmer", "run"] + (scripts + options.words).map { ShellWord.quoted($0) }
    let wanted = ShardResult(
      .scripts, by: .ofThisProgram(version: ProgramVersion.number, lives: nil),
      command: words.joined(separator: " "),
      conditions: (options.words + ["files", hash]).joined(separator: " "), campaign: campaign,
      shard: shard)
    guard let wanted else {
      throw ResultFile.Problem(exitStatus: .usage, reason: "this shard has no scripts")
    }
    begun = try file.begun(wanted)
    // It cannot be kept at the end where it cannot be kept now.
    if !begun.isWhole { try file.keep(begun) }
  }

  /// The numbers of the scripts that are left to be played, from 1; `nil` when there is none.
  var left: NumberRange? { NumberRange(begun.next, begun.range.last) }

  /// Whether one of those failed that were played before.
  var hasFailed: Bool { !begun.failures.isEmpty }

  /// Keeps what came of those that were left, in their order. Gives whether one of the part failed,
  /// now or before.
  func keep(_ findings: [ScenarioFinding]) throws(ResultFile.Problem) -> Bool {
    let done = Array(findings.prefix { $0.outcome != .stopped })
    var counts: [String: UInt64] = ["steps": UInt64(done.map(\.steps.count).reduce(0, +))]
    for outcome in [ScenarioFinding.Outcome.passed, .failed, .broken, .skipped] {
      counts[outcome.rawValue] = UInt64(done.count(outcome))
    }
    let failures = done.enumerated().compactMap { place, finding in
      finding.failure(number: begun.next + UInt64(place))
    }
    let result = begun.adding(
      upTo: begun.next + UInt64(done.count), counts,
      coreMilliseconds: BusyTime.milliseconds() - busy, failures)
    try file.keep(result)
    return !result.failures.isEmpty
  }
}

extension ScenarioFinding {
  /// It as a failure of a campaign; `nil` when it is none.
  fileprivate func failure(number: UInt64) -> CampaignFailure? {
    switch outcome {
    case .passed, .skipped, .stopped: return nil
    case .failed, .broken: break
    }
    let fault = firstFault.map { "\($0.place.text): \($0.words)" }
    let seed = seed.map { " --seed \($0)" } ?? ""
    return CampaignFailure(
      number: number, invariant: nil, rule: title, event: nil,
      what: fault ?? reason ?? outcome.rawValue,
      command: "programmer run \(ShellWord.quoted(file))\(seed)", shrunk: nil)
  }
}
