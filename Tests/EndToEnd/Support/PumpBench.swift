import Foundation

/// A pump of the kit in a process of its own, and the programs that talk to it, in words.
///
///     let bench = try PumpBench()
///     try bench.programmer("dose 110 mcg/day --yes")
///     try bench.ctl("advance 1 day")
///     #expect(try bench.truth.strokes == 220)
///
/// All programs run in the pump's folder.
final class PumpBench {
  let pump: PumpProcess
  let files: TemporaryDirectory

  /// Starts a pump on a pty with the link `pump`, or on the `line` given instead.
  init(
    clock: PumpProcess.Clock = .manual, line: PumpProcess.Line = .pty, options: [String] = []
  ) throws {
    pump = try PumpProcess(
      seed: .random(in: 0...UInt64.max), clock: clock, line: line, options: options)
    files = TemporaryDirectory(of: pump)
  }

  /// What the pump said when it was ready.
  var ready: JSON { pump.ready }

  /// Starts the pump on the memory it has, and waits until it is ready.
  func restart(clock: PumpProcess.Clock = .manual) throws { try pump.start(clock: clock) }

  /// Starts a pump with other options on the same files, without waiting for it.
  func start(_ options: [String]) throws -> Program {
    try launch(
      "PumpFirmwareSim",
      ["run", "--state", "state", "--card", "card.json", "--control", "control", "--json"]
        + options)
  }

  /// Runs `programmer` with these words, and with `--json`.
  @discardableResult
  func programmer(_ words: String) throws -> Finished { try programmer(Self.split(words)) }

  @discardableResult
  func programmer(_ words: [String]) throws -> Finished {
    try pump.run("programmer", words + ["--json"], environment: environment)
  }

  /// Runs `PumpFirmwareSim ctl` with these words, and with `--json`.
  @discardableResult
  func ctl(_ words: String) throws -> Finished {
    try pump.run(
      "PumpFirmwareSim", ["ctl"] + Self.split(words) + ["--json"], environment: environment)
  }

  /// What is really so, which the pump's firmware cannot see.
  var truth: JSON { get throws { try ctl("truth").json } }

  /// What the programmer reads.
  var status: JSON { get throws { try programmer("interrogate").json } }

  /// The pump's process.
  var processID: Int32 { pump.processID }

  /// Cuts the pump off between any two instructions, as pulling its battery would.
  func kill9() throws { try pump.kill() }

  /// Asks the pump to end, and gives its exit code.
  func end(_ signal: RunningProgram.Signal = .terminate) throws -> Int32 { try pump.end(signal) }

  /// Asks the pump to end, and gives all that it said for people.
  func finish() throws -> Finished {
    let code = try end()
    return Finished(code: code, output: pump.output, errors: pump.words)
  }

  /// Runs `programmer` at a terminal where somebody answers each question by typing, after he had
  /// the time to read it.
  func atTerminal(_ words: String, _ answers: String...) throws -> Finished {
    let terminal = try TestTerminal()
    let program = try pump.start(
      "programmer", Self.split(words), environment: environment, at: terminal)
    for answer in answers {
      try terminal.wait { terminal.isListening }
      try terminal.type(answer)
      try terminal.wait { !terminal.isListening }
    }
    return try program.wait()
  }

  /// Starts one of the project's programs, in the bench's directory; `through` are the words of a
  /// program that starts it in turn.
  func launch(
    _ name: String, _ arguments: [String], environment: [String: String] = [:],
    at terminal: TestTerminal? = nil, through wrapper: [String] = [], isRead: Bool = true
  ) throws -> Program {
    let words = wrapper + [try Program.path(name)] + arguments
    return try Program(
      words[0], Array(words.dropFirst()), in: files.path,
      environment: self.environment.merging(environment) { $1 }, at: terminal, isRead: isRead)
  }

  /// Starts one of the project's programs from a shell, with redirections as they are typed.
  func launch(
    _ name: String, _ arguments: [String], environment: [String: String] = [:],
    redirected: String, setup: String = ""
  ) throws -> Program {
    try Program(
      "/bin/sh",
      ["-c", "\(setup) exec \"$0\" \"$@\" \(redirected)", Program.path(name)] + arguments,
      in: files.path, environment: self.environment.merging(environment) { $1 })
  }

  /// Runs a line in a shell, as it is typed, with the project's programs on its path.
  func shell(_ line: String) throws -> Finished {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let own = ["PATH": "\(try Program.folder):\(path)"]
    return try Program(
      "/bin/bash", ["-c", line], in: files.path, environment: environment.merging(own) { $1 }
    ).wait()
  }

  /// The kit's, with files by their short names, as people type them; and words of one locale, and
  /// nothing of whoever runs the tests.
  private var environment: [String: String] {
    pump.environment.merging([
      "PUMPLINK_CARD": "card.json", "PUMPLINK_CONTROL": "control", "LC_ALL": "C.UTF-8",
      "HOME": files.path, "XDG_DATA_HOME": files.file("data"),
      "XDG_CONFIG_HOME": files.file("config"),
    ]) { $1 }
  }

  static func split(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }
}
