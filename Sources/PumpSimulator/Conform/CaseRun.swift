import ClientJudge
import FoundationEssentials
import Glibc
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry
import Trace

/// One case: a pump in memory behind a pty of its own, and the command that is judged, in a session
/// of its own.
final class CaseRun {
  let conformanceCase: ConformanceCase
  private let plan: CasePlan
  private let task: ConformTask
  private let link: String
  private let outputPath: String
  private let told: UInt32
  private let program: StartedProgram
  private let began: UInt64
  private var trial: Trial
  private var line: PumpLine?
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var isOverdue = false
  private var killAt: UInt64?
  private var ended: StartedProgram.End?

  /// How long a command has to end when it is asked to, in ms.
  private static let grace: UInt64 = 1000

  /// Makes pump, card and port in a folder, and starts the command.
  init(
    _ conformanceCase: ConformanceCase, _ task: ConformTask, in place: borrowing CommandPlace
  ) throws(SerialError) {
    let pump = CasePump(conformanceCase, seed: task.seed)
    self.conformanceCase = conformanceCase
    plan = conformanceCase.plan
    self.task = task
    trial = pump.trial
    told = pump.told
    // Nobody learns the case from a path.
    let number = ConformanceCase.allCases.firstIndex(of: conformanceCase) ?? 0
    link = place.file("\(number).port")
    outputPath = place.file("\(number).out")
    line = try PumpLine(link: link)
    let card = place.file("\(number).card")
    try pump.write(to: card)
    let request = CaseRequest(
      port: link, card: card, serial: pump.card.serial, model: pump.card.model,
      wanted: plan.wanted, total: pump.told,
      archive: place.file("\(number).archive"))
    let words = task.command.map(request.filled)
    program = try CommandOutput.start(words, environment: request.variables, into: outputPath)
    began = MonotonicClock.milliseconds()
  }

  /// Whether the command has ended.
  var isOver: Bool { ended != nil }

  private var now: LinkTime { LinkTime(rawValue: MonotonicClock.milliseconds() - began) }

  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet) {
    set.add(program.fileDescriptor, .readable)
    line?.addInterests(to: &set)
  }

  /// How long nothing happens by itself, in ms.
  func millisecondsToSleep() -> Int {
    let end = killAt ?? (began + task.limit.rawValue)
    let due = [trial.deadline.map { began + $0.rawValue }, end].compactMap { $0 }.min() ?? end
    let real = MonotonicClock.milliseconds()
    return due > real ? Int(due - real) : 0
  }

  /// Takes what came, lets happen what is due, and looks whether the command has ended.
  func serve(_ set: borrowing PollSet) throws(SerialError) {
    let end = program.end()
    line?.takeNotice(of: set)
    try read()
    trial.tick(at: now)
    try act()
    guard end == nil else {
      // Whatever it has left behind ends with it.
      program.killAll()
      ended = end
      return
    }
    try watchTime()
  }

  private func read() throws(SerialError) {
    while let line {
      switch try line.read(into: &buffer) {
      case .nothing: return
      case .interrupted: trial.clientLeft(at: now)
      case .bytes(let count): trial.receive(Array(buffer.prefix(count)), at: now)
      }
      try act()
    }
  }

  private func act() throws(SerialError) {
    while let action = trial.nextAction() {
      switch action {
      case .send(let bytes): line?.write(bytes.span)
      case .unplug: line = nil
      case .plug: line = try PumpLine(link: link)
      }
    }
  }

  private func watchTime() throws(SerialError) {
    let real = MonotonicClock.milliseconds()
    if let killAt, real >= killAt {
      program.killAll()
      self.killAt = real + Self.grace
    } else if killAt == nil, real >= began + task.limit.rawValue {
      isOverdue = true
      program.askAllToEnd()
      killAt = real + Self.grace
    }
  }

  /// Asks the command to end, and waits for nothing.
  func askToEnd() { program.askAllToEnd() }

  /// Sees to it that the command, and all that it has started, is gone.
  func end() {
    if ended == nil { ended = program.end(within: Int(Self.grace)) }
    program.killAll()
    if ended == nil { ended = program.end(within: 10 * Int(Self.grace)) }
  }

  /// Judges the command, which has ended.
  func judge() -> CaseResult {
    let code = ended?.exitCode ?? 0
    let claim: Claim =
      if case .exited(let code)? = ended { task.claims[code] } else { .none(code: code) }
    let evidence = trial.end(claim: claim, isOverdue: isOverdue, at: now)
    let verdict = Verdict(
      evidence,
      by: plan.expectations(old: trial.before.therapy, told: told, within: task.limit))
    trial.note(
      verdict.isPassed
        ? TraceChapter.passed(verdict.reason) : TraceChapter.failed(verdict.reason))
    return CaseResult(
      conformanceCase: conformanceCase, verdict: verdict, evidence: evidence, exitCode: code,
      trace: trial.traceLines, output: CommandOutput.read(outputPath))
  }
}
