import ClientJudge
import Console
import PumpText
import SerialLink

/// Plays cases, some at a time: one loop waits for all of their pumps, lines and commands.
final class ConformRun {
  private let task: ConformTask
  private let files: ConformFiles
  private let json: Bool
  private var waiting: [ConformanceCase]
  private var running: [CaseRun] = []
  private var results: [ConformanceCase: CaseResult] = [:]
  private var told = 0

  init(_ task: ConformTask, _ files: ConformFiles, json: Bool) {
    self.task = task
    self.files = files
    self.json = json
    waiting = task.cases
  }

  /// Plays all, tells the verdicts, and returns what to end with.
  func run() throws -> Int32 {
    let signals = try SignalPipe()
    let place = try CommandPlace()
    let began = MonotonicClock.milliseconds()
    var set = PollSet(capacity: 4 * task.jobs + 1)
    while !waiting.isEmpty || !running.isEmpty {
      do throws(SerialError) {
        try start(in: place)
      } catch {
        endAll()
        return tellUnstarted(error)
      }
      set.removeAll()
      set.add(signals.fileDescriptor, .readable)
      for run in running { run.addInterests(to: &set) }
      try set.wait(timeoutMilliseconds: running.map { $0.millisecondsToSleep() }.min())
      if let signal = try signals.next() {
        endAll()
        return signal.exitCode
      }
      for run in running { try run.serve(set) }
      try finish()
    }
    return try tell(Int(MonotonicClock.milliseconds() - began))
  }

  private func start(in place: borrowing CommandPlace) throws(SerialError) {
    while running.count < task.jobs, let next = waiting.first {
      running.append(try CaseRun(next, task, in: place))
      waiting.removeFirst()
    }
  }

  private func finish() throws {
    for run in running where run.isOver {
      let result = run.judge()
      results[run.conformanceCase] = result
      try files.write(result)
    }
    running.removeAll { $0.isOver }
    guard !json else { return }
    while told < task.cases.count, let result = results[task.cases[told]] {
      try StandardStreams.print(result.words(files.tracePath(result)))
      told += 1
    }
  }

  /// Nothing that was started outlives the run.
  private func endAll() {
    for run in running { run.askToEnd() }
    for run in running { run.end() }
    running = []
  }

  private func tellUnstarted(_ error: SerialError) -> Int32 {
    let event = CommandEventJSON(
      unstarted: task.command[0], error, advice: "No client could be judged")
    if json {
      StandardStreams.error(json: event.line)
    } else {
      StandardStreams.error("PumpFirmwareSim: \(event.words.shown)\n")
    }
    return error.shellCode
  }

  private func tell(_ milliseconds: Int) throws -> Int32 {
    let report = ConformVerdicts(
      task: task, results: task.cases.compactMap { results[$0] }, milliseconds: milliseconds)
    try files.write(report)
    if json {
      try StandardStreams.print(json: try ConformJSON(report).line)
    } else {
      try StandardStreams.print(report.summary)
    }
    return (report.failed == 0 ? ProgramExitStatus.done : .refused).rawValue
  }
}
