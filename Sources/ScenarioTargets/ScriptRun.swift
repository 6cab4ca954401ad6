import BuiltPage
import CampaignFiles
package import Campaigns
import ClinicText
import CommandEntry
package import PumpText
import Scenario
import SerialLink
import Trace
import VerbOutput

/// Plays scripts as a command line asks for it, keeps what came of them, and prints it.
package struct ScriptRun {
  /// How the results are printed.
  package enum Form {
    /// Words for a person, as each script ends.
    case words
    /// One object at the end.
    case json
    /// An object on a line for each step, as it ends.
    case lines
  }

  /// How it ended.
  package enum End {
    /// Everything passed.
    case passed
    /// A signal ended it.
    case stopped
    /// Something did not pass, now or in what was kept before.
    case failed(ProgramExitStatus)
  }

  /// The part of them that is played.
  package var shard = Shard.all
  /// The file that its results are kept in; `nil` for none.
  package var kept: String?
  /// How the results are printed.
  package var form = Form.words
  /// The file of the results for a build server; `nil` for none.
  package var junit: String?
  /// The file of what happened to the pumps; `nil` for none.
  package var trace: String?
  /// The page that shows it; `nil` for none.
  package var page: String?

  private let scripts: [String]
  private let only: [String]
  private let player: ScenarioRun

  private let say: (String) -> Void

  /// - Parameters:
  ///   - scripts: Scripts, or folders of them.
  ///   - only: The tags of those that are played; all where there is none.
  ///   - player: How they are played.
  ///   - say: Tells the person something beside the results.
  package init(
    _ scripts: [String], only: [String], player: ScenarioRun, say: @escaping (String) -> Void
  ) {
    self.say = say
    self.scripts = scripts
    self.only = only
    self.player = player
  }

  /// Plays them. Throws a ``ClinicText/ProgrammerError`` where they cannot be read, or what came of
  /// them cannot be kept.
  package func run() throws -> End {
    try recordingPage.check()
    let (findings, hasFailed) = try played()
    let results = ScenarioReports(findings, isDry: player.isDry)
    try write(results)
    switch form {
    case .json: try CommandEntry.print(results.line, json: true, as: "programmer")
    case .words: try CommandEntry.print(results.summary, as: "programmer")
    case .lines: break
    }
    if findings.count(.stopped) > 0 { return .stopped }
    if findings.exitStatus != .done { return .failed(findings.exitStatus) }
    return hasFailed ? .failed(.refused) : .passed
  }

  /// What came of all that was left to be played, and whether something failed, now or before.
  private func played() throws -> ([ScenarioFinding], hasFailed: Bool) {
    let all: ScriptFiles.Reading
    do throws(ScriptError) {
      all = try ScriptFiles.reading(scripts, only: only)
    } catch {
      throw ProgrammerError(.data, FaceText(error.text))
    }
    guard let campaign = NumberRange(1, UInt64(all.plans.count)) else {
      let tags = only.joined(separator: " or ")
      throw ProgrammerError(.usage, "no script has the tag \(tags)")
    }
    guard let range = campaign.part(shard) else {
      throw ProgrammerError(
        .usage, "\(campaign.count) scripts are fewer than \(shard.parts) shards")
    }
    let part = try part(campaign, all.bytes)
    guard let left = part.map(\.left) ?? range else {
      say("all of this shard is kept in \(kept ?? "") already; nothing to do")
      return ([], part?.hasFailed ?? false)
    }
    let findings = try played(Array(all.plans[Int(left.first) - 1..<Int(left.last)]))
    guard let part else { return (findings, false) }
    return (findings, try stored { () throws(ResultFile.Problem) in try part.keep(findings) })
  }

  /// What is kept of this part already; `nil` where nothing is to be.
  private func part(_ campaign: NumberRange, _ bytes: [UInt8]) throws -> ScriptShard? {
    guard let kept else { return nil }
    return try stored { () throws(ResultFile.Problem) in
      try ScriptShard(
        kept, shard, of: campaign, scripts: scripts,
        ScriptShard.Options(seed: player.seed, only: only, keepsGoing: player.keepsGoing),
        hash: ResultText.hash(of: bytes))
    }
  }

  private func stored<Value>(
    _ body: () throws(ResultFile.Problem) -> Value
  ) throws -> Value {
    do throws(ResultFile.Problem) {
      return try body()
    } catch {
      throw ProgrammerError(
        error.exitStatus, "\(kept ?? ""): \(error.reason). What is there is as it was.")
    }
  }

  private func played(_ plans: [ScenarioPlan]) throws -> [ScenarioFinding] {
    let (form, isDry) = (form, player.isDry)
    return try player.play(plans) { event in
      Self.show(event)
      switch form {
      case .lines: Self.tell(event)
      case .words:
        guard case .ended(let finding) = event else { return }
        StandardStreams.output(finding.words(isDry: isDry))
      case .json: return
      }
    }
  }

  /// Shows at a terminal how far it is.
  private static func show(_ event: ScenarioRun.Event) {
    switch event {
    case .began(let plan, let number, let all):
      StandardStreams.progress("\(number) of \(all): \(plan.script.name)")
    case .step(let step, _): StandardStreams.progress(step.name ?? step.words)
    case .ended: StandardStreams.progress("")
    }
  }

  private static func tell(_ event: ScenarioRun.Event) {
    switch event {
    case .began: return
    case .step(let step, let plan):
      StandardStreams.output(json: (try? JSONText.line(RunEventJSON(step, in: plan))) ?? "")
    case .ended(let finding):
      StandardStreams.output(json: (try? JSONText.line(RunEventJSON(finding))) ?? "")
    }
  }

  // MARK: Files

  private func write(_ results: ScenarioReports) throws {
    if let junit { try put(JUnitPage(results.findings).text, to: junit) }
    guard trace != nil || page != nil else { return }
    let chapters = results.findings.flatMap(\.chapters)
    if let trace { try put(chapters.map(\.text).joined(), to: trace) }
    try recordingPage.write(chapters)
  }

  private var recordingPage: RecordingPage { RecordingPage(page, failure: ProgrammerError.plain) }

  private func put(_ text: String, to path: String) throws {
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: Array(text.utf8), patience: 10_000)
    } catch {
      throw ProgrammerError(.io, "\(path) cannot be \(error.step): \(error.reason)")
    }
  }
}
