import ArgumentParser
import CommandEntry
import Dispatch
import PumpText
import SerialLink
import Soak
import Synchronization
import VerbOutput

/// `pump-soak explore`.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Lead on from lives that reached something new.",
    discussion: """
      A life that comes to a state of the pump that none before it came to, or takes another way \
      there, is kept. One in two of the lives to come is a kept one up to some event, and another \
      from there on; the others are new seeds. --blind takes new seeds alone, to see what that is \
      worth.

      A state is what the pump does and can be asked for: its mode, alarms, what runs, session, \
      faults and the like, and not how much there is of anything. A way is a state, the event \
      after it, and the state after that.

      With --quick no copy of the pump is inspected after each event, and a life ends with its \
      last one: in two fifths of the time it comes to the same states by the same ways, and finds \
      less that is wrong. Keep such lives, and live them whole afterwards.

      With --keep FILE the lives that are kept are written there, a line each with the options of \
      pump-soak that live them again; what is in the file is lived first.

      Example: pump-soak explore --lives 10000 --keep kept.txt
      """)

  @Option(help: ArgumentHelp("How many lives are lived.", valueName: "count"))
  var lives = 10_000

  @Option(help: ArgumentHelp("The first of the new seeds.", valueName: "N"))
  var from: UInt64 = 1

  @Option(help: ArgumentHelp("How many lives are lived at once.", valueName: "count"))
  var jobs = 1

  @Option(help: ArgumentHelp("Keep the lives that reached something new.", valueName: "file"))
  var keep: String?

  @Flag(help: "Lead on from nothing: new seeds alone.")
  var blind = false

  @Flag(help: "Only live the events, and inspect nothing.")
  var quick = false

  @Option(help: ArgumentHelp("Stop after so many failures.", valueName: "count"))
  var mostFailures = 10

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard lives > 0 else { throw ValidationError("--lives is at least 1") }
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs is from 1 to 64") }
    guard mostFailures > 0 else { throw ValidationError("--most-failures is at least 1") }
    if blind, keep != nil { throw ValidationError("--blind keeps nothing") }
  }

  private struct State: ~Copyable {
    let signals: SignalPipe
    var exploration: Exploration
    /// What is lived before anything new, the last first.
    var before: [LifeScope]
    var begun = 0
    var isStopped = false
    var failures: [SoakFindings.Failure] = []
    let progress = Progress()
  }

  func run() throws {
    let file = keep.map { KeptLives(path: $0) }
    let known = try told { () throws(KeptLives.Problem) in try file?.read() ?? [] }
    let state = Mutex(
      State(
        signals: try SignalPipe(), exploration: Exploration(from: from, isGuided: !blind),
        before: known.reversed()))
    let start = MonotonicClock.milliseconds()
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while let scope = next(state) { live(scope, state) }
    }
    let seconds = Double(max(1, MonotonicClock.milliseconds() - start)) / 1000
    let (exploration, failures, isStopped) = state.withLock {
      ($0.exploration, $0.failures, $0.isStopped)
    }
    try told { () throws(KeptLives.Problem) in try file?.write(exploration.kept) }
    try tell(exploration, failures, seconds)
    if isStopped { throw ExitCode(SignalPipe.Signal.interrupt.exitCode) }
    if !failures.isEmpty { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  /// The next life; `nil` when it is over.
  private func next(_ state: borrowing Mutex<State>) -> LifeScope? {
    state.withLock { state in
      if (try? state.signals.next()) != nil { state.isStopped = true }
      guard !state.isStopped, state.begun < lives, state.failures.count < mostFailures else {
        return nil
      }
      state.begun += 1
      state.progress.tell(
        "\(state.begun) of \(lives): \(state.exploration.states.count) states")
      return state.before.popLast() ?? state.exploration.next()
    }
  }

  private func live(_ scope: LifeScope, _ state: borrowing Mutex<State>) {
    let life = Soak.live(scope, isMapped: true, reach: quick ? .events : .whole)
    let failure = life.failure.map { SoakFindings.Failure(scope, $0) }
    state.withLock { state in
      if let map = life.map { state.exploration.lived(scope, map) }
      guard let failure else { return }
      state.failures.append(failure)
      StandardStreams.error(failure.text)
    }
  }

  private func tell(
    _ exploration: Exploration, _ failures: [SoakFindings.Failure], _ seconds: Double
  ) throws {
    struct Body: Encodable {
      let lives: Int
      let is_guided: Bool
      let is_quick: Bool
      let states: Int
      let ways: Int
      let kept: Int
      let failures: [SoakFindings.Failure]
      let seconds: Double
    }
    let words =
      "\(exploration.lives) lives, \(failures.count) failures: \(exploration.states.count) states, "
      + "\(exploration.ways.count) ways to them, \(exploration.kept.count) lives kept, "
      + "in \(Int(seconds)) s\n"
    let body = Body(
      lives: exploration.lives, is_guided: !blind, is_quick: quick,
      states: exploration.states.count, ways: exploration.ways.count,
      kept: exploration.kept.count, failures: failures, seconds: seconds)
    try CommandEntry.print(
      json ? try JSONText.line(body) : words, json: json, as: PumpSoak.name)
  }

  private func told<Value>(_ body: () throws(KeptLives.Problem) -> Value) throws -> Value {
    do throws(KeptLives.Problem) {
      return try body()
    } catch {
      StandardStreams.error("\(PumpSoak.name): \(error.words)\n")
      if json { StandardStreams.output(json: CommandFailure(error.status, error.words).line) }
      throw ExitCode(error.status.rawValue)
    }
  }
}
