import ArgumentParser
import CampaignFiles
import Campaigns
import CommandEntry
import Console
import PumpText
import SerialLink
import VerbOutput

/// One part of a campaign, lived with its result kept in a file.
struct KeptRun {
  let run: SoakRun
  let file: ResultFile
  let isJSON: Bool

  /// How many seeds a thread lives until it is looked whether the file is to be written.
  private static let round: UInt64 = 100
  /// How often the file is written while lives go on, in ms: what a machine that dies loses.
  private static let everySoOften: UInt64 = 30_000

  /// Lives what is missing of the part, and says and keeps how far it is.
  /// - Parameter failed: Hears of the seeds that failed, once the result is kept.
  func live(_ wanted: ShardResult, failed: ([UInt64]) throws -> Void) throws {
    let begun = try told { () throws(ResultFile.Problem) in try file.begun(wanted) }
    if begun.isWhole { return try end(begun, words: "nothing to do, all of it is there") }
    guard let left = NumberRange(begun.next, begun.range.last) else { return }
    // First before the first life: it cannot be kept at the end where it cannot be kept then.
    var kept: UInt64?
    let report = try run.live(
      left, round: Self.round * UInt64(run.jobs), failed: begun.failures.count
    ) { report in
      let now = MonotonicClock.milliseconds()
      if let kept, now - kept < Self.everySoOften { return }
      kept = now
      let result = begun.adding(report)
      try told { () throws(ResultFile.Problem) in try file.keep(result) }
    }
    let result = begun.adding(report)
    try told { () throws(ResultFile.Problem) in try file.keep(result) }
    try failed(result.failures.map(\.number))
    try end(result, words: report.text.dropLast() + "")
  }

  /// Says what the file holds, and ends as that is.
  private func end(_ result: ShardResult, words: String) throws {
    let place =
      "shard \(result.shard.text) of seeds \(result.campaign.text): \(result.range.text) in"
      + " \(file.path)"
    let rest =
      result.isWhole
      ? "\(result.failures.count) failures"
      : "seed \(result.next) is next; the same command goes on from there"
    try CommandEntry.print(
      isJSON ? try JSONText.line(result) : "\(place): \(words)\n\(rest)\n", json: isJSON,
      as: PumpSoak.name)
    if !result.failures.isEmpty { throw ExitCode(ProgramExitStatus.refused.rawValue) }
    if !result.isWhole { throw ExitCode(SignalPipe.Signal.interrupt.exitCode) }
  }

  private func told<Value>(_ body: () throws(ResultFile.Problem) -> Value) throws -> Value {
    do throws(ResultFile.Problem) {
      return try body()
    } catch {
      throw PumpSoak.end(error, file.path, isJSON: isJSON)
    }
  }
}

extension PumpSoak {
  /// Says what is the matter with a file of results; gives how the program ends.
  static func end(
    _ problem: ResultFile.Problem, _ path: String, isFolder: Bool = false, isJSON: Bool
  ) -> ExitCode {
    let advice =
      if isFolder {
        "Name the folder that the shards wrote their results into."
      } else if problem.exitStatus == .data {
        "Nothing was done and the file is as it was; take it away, or name another."
      } else {
        "What is there under this name is as it was."
      }
    let words = "\(path.shown): \(problem.reason). \(advice)"
    StandardStreams.error("\(name): \(words)\n")
    if isJSON { StandardStreams.output(json: CommandFailure(problem.exitStatus, words).line) }
    return ExitCode(problem.exitStatus.rawValue)
  }
}

extension ShardResult {
  /// It with what a run has found since.
  func adding(_ report: SoakFindings) -> ShardResult {
    adding(
      upTo: report.next,
      [
        "lives": UInt64(report.seeds), "events": UInt64(report.events),
        "strokes": report.strokes, "therapy_ms": report.therapy,
      ],
      coreMilliseconds: report.busyMilliseconds,
      report.failures.map { failure in
        CampaignFailure(
          number: failure.seed, invariant: failure.invariant, rule: failure.sentence,
          event: failure.event, what: failure.what, command: failure.command,
          shrunk: failure.shrunk)
      })
  }
}
