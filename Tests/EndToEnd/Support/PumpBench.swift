import Foundation
import SerialLink

/// A virtual pump in a process of its own, and the programs that talk to it.
///
///     let bench = try PumpBench()
///     try bench.programmer("dose 110 mcg/day --yes")
///     try bench.ctl("advance 1 day")
///     #expect(try bench.truth.strokes == 220)
///
/// All programs run in the bench's own directory, which is removed with it. Its pump is listed in a
/// registry of its own, so that benches can run side by side.
final class PumpBench {
  let files: TemporaryDirectory
  /// What the pump said when it was ready.
  private(set) var ready = JSON.null
  private var pump: Program?
  private let options: [String]
  private let line: [String]
  /// While it is open, the dead pump's port is given to nobody else. A programmer that still looks
  /// for the pump would meet a stranger there.
  private var portOfKilledPump: SerialPort?

  /// A pump that did not come up, with what it said instead.
  struct NotReady: Error { let finished: Finished }

  /// Starts a pump on a pty with the link `pump`, or on the `line` given instead.
  init(clock: String = "manual", line: [String] = ["--link", "pump"], options: [String] = []) throws
  {
    files = try TemporaryDirectory()
    self.line = line
    self.options = options
    try restart(clock: clock)
  }

  /// Starts the pump on the memory it has, and waits until it is ready.
  func restart(clock: String = "manual") throws {
    let program = try start(line + options + ["--clock", clock])
    ready = JSON(program.nextLine() ?? "")
    guard ready.event == "ready" else { throw NotReady(finished: program.wait()) }
    pump = program
    portOfKilledPump = nil
  }

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
    try launch("programmer", words + ["--json"]).wait()
  }

  /// Runs `PumpFirmwareSim ctl` with these words, and with `--json`.
  @discardableResult
  func ctl(_ words: String) throws -> Finished {
    try launch("PumpFirmwareSim", ["ctl"] + Self.split(words) + ["--json"]).wait()
  }

  /// What is really so, which the pump's firmware cannot see.
  var truth: JSON { get throws { try ctl("truth").json } }

  /// What the programmer reads.
  var status: JSON { get throws { try programmer("interrogate").json } }

  /// The pump's process.
  var processID: Int32 { pump?.processID ?? 0 }

  /// Cuts the pump off between any two instructions, as pulling its battery would.
  func kill9() {
    portOfKilledPump = ready.link.string.flatMap { try? SerialPort(opening: $0, exclusive: false) }
    pump?.send(SIGKILL)
    pump?.waitForEnd()
  }

  /// Asks the pump to end, and gives its exit code.
  func end(_ signal: Int32 = SIGTERM) -> Int32? {
    pump?.send(signal)
    return pump?.waitForEnd()
  }

  /// Asks the pump to end, and gives all that is left of what it said.
  func finish() -> Finished? {
    pump?.send(SIGTERM)
    return pump?.wait()
  }

  /// Starts one of the project's programs, in the bench's directory; `through` are the words of a
  /// program that starts it in turn.
  func launch(
    _ name: String, _ arguments: [String], environment: [String: String] = [:],
    input: FileHandle = .nullDevice, through wrapper: [String] = []
  ) throws -> Program {
    let words = wrapper + [try Program.path(name)] + arguments
    return try Program(
      words[0], Array(words.dropFirst()), in: files.path,
      environment: self.environment.merging(environment) { $1 }, input: input)
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
    let own = ["PATH": "\(try Program.path("")):\(path)"]
    return try Program(
      "/bin/bash", ["-c", line], in: files.path, environment: environment.merging(own) { $1 }
    ).wait()
  }

  private var environment: [String: String] {
    [
      "PUMPLINK_PORT": ready.link.string ?? ready.port.string ?? "pump",
      "PUMPLINK_CARD": "card.json", "PUMPLINK_CONTROL": "control",
      "PUMPLINK_RUNTIME_DIR": files.file("registry"),
      "PUMPLINK_ARCHIVE": files.file("archive.sqlite"),
    ]
  }

  static func split(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }
}
