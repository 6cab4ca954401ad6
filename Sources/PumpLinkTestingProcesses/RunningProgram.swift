import FoundationEssentials
public import PumpLinkTesting
import SerialLink
import Synchronization

/// A program that was started beside a pump and goes on: what it says is read line by line, and it
/// can be written to, interrupted and killed. One that a test forgets is ended with it.
public final class RunningProgram: Sendable {
  /// A signal that a person or a system sends.
  public enum Signal: String, CaseIterable, Sendable {
    /// As Ctrl-C.
    case interrupt = "INT"
    /// The terminal is gone.
    case hangUp = "HUP"
    /// The request to end.
    case terminate = "TERM"
    /// The end, between any two instructions.
    case kill = "KILL"
  }

  private struct State: ~Copyable {
    var program: PipedProgram?
    var unread: [UInt8] = []
    var finished: Finished?
  }

  private let name: String
  private let words: String
  private let state: Mutex<State>

  init(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String],
    at terminal: TestTerminal? = nil
  ) throws {
    name = program
    words = "\(folder)/.words-\(UUID().uuidString.prefix(8))"
    // What it says for people goes into a file, so that it never waits for a reader. A terminal is
    // its own, so that Ctrl-C is a signal to it.
    let script = """
      cd "$1" && exec 2>"$2" && terminal=$3 && shift 3 || exit
      [ -z "$terminal" ] || exec setsid --ctty --wait "$@" <"$terminal"
      exec "$@"
      """
    let started = try PipedProgram(
      "/bin/sh", ["-c", script, "sh", folder, words, terminal?.path ?? "", program] + arguments,
      environment: environment, named: program)
    state = Mutex(State(program: started))
  }

  /// The next line that it writes to its standard output; `nil` once it has closed that.
  ///
  /// Throws where none comes within `limit` of real time.
  public func nextLine(within limit: Milliseconds = .minutes(2)) throws -> String? {
    try state.withLock { state in
      let end = MonotonicClock.milliseconds() + limit.rawValue
      while true {
        if let place = state.unread.firstIndex(of: UInt8(ascii: "\n")) {
          defer { state.unread.removeSubrange(...place) }
          return String(decoding: state.unread[..<place], as: UTF8.self)
        }
        guard try Self.readMore(&state, until: end) else { return nil }
      }
    }
  }

  /// Writes a line to its standard input.
  public func type(_ line: String) throws {
    try state.withLock { state in
      let bytes = Array((line + "\n").utf8)
      guard try state.program?.write(bytes) == bytes.count else {
        throw BenchProblem("\(name) takes no more input")
      }
    }
  }

  /// Sends it a signal, and does not wait for what comes of it.
  public func send(_ signal: Signal) throws {
    guard let number = state.withLock({ $0.program?.program.number }) else { return }
    // It is in a session of its own, with all that it has started.
    let killed = try StartedProgram("/bin/sh", ["-c", "kill -\(signal.rawValue) -\(number)"])
    _ = killed.end(within: 10_000)
  }

  /// Waits for its end, and gives what it has said that was not read. Ends it, and throws, where it
  /// has not ended within `limit` of real time.
  public func wait(within limit: Milliseconds = .minutes(5)) throws -> Finished {
    try state.withLock { state in
      if let finished = state.finished { return finished }
      let end = MonotonicClock.milliseconds() + limit.rawValue
      while try Self.readMore(&state, until: end) {}
      let now = MonotonicClock.milliseconds()
      let left = Int(clamping: end > now ? end - now : 0)
      guard let code = state.program?.program.end(within: left)?.exitCode else {
        state.program = nil
        throw BenchProblem("\(name) did not end within \(limit.testDescription) and was ended")
      }
      let finished = Finished(
        code: code, output: String(decoding: state.unread, as: UTF8.self),
        errors: Finished.taken(words))
      state.unread = []
      state.finished = finished
      state.program = nil
      return finished
    }
  }

  /// Reads what comes; false once nothing will come any more.
  private static func readMore(_ state: inout State, until end: UInt64) throws -> Bool {
    guard let number = state.program?.fileDescriptor else { return false }
    let now = MonotonicClock.milliseconds()
    guard now < end else { throw BenchProblem("the program says nothing and goes on") }
    var set = PollSet(capacity: 1)
    set.add(number, .readable)
    try set.wait(timeoutMilliseconds: Int(clamping: end - now))
    var buffer = [UInt8](repeating: 0, count: 4096)
    switch try state.program?.read(into: &buffer) {
    case .bytes(let count)?: state.unread += buffer.prefix(count)
    case .wouldBlock?: break
    case .closed?, nil: return false
    }
    return true
  }
}

extension PumpProcess {
  /// Starts a program in the pump's folder and with its ``environment``, and does not wait for it.
  ///
  /// `program` is a path, or a name that is looked for as `PumpFirmwareSim` is. Its standard input
  /// is a terminal where one is given; what it prints is read here all the same.
  public func start(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    at terminal: TestTerminal? = nil
  ) throws -> RunningProgram {
    try RunningProgram(
      try Programs.path(program), arguments, in: folder,
      environment: self.environment.merging(environment) { $1 }, at: terminal)
  }

  /// Runs a program at a terminal where somebody answers each question with a line, after he had
  /// the time to read it.
  ///
  ///     let ended = try pump.run("programmer", ["dose", "110", "mcg/day"], answering: ["y"])
  ///
  /// Throws where a question does not come, or one more than there are answers.
  @discardableResult
  public func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    answering answers: [String]
  ) throws -> Finished {
    let terminal = try TestTerminal()
    let running = try start(program, arguments, environment: environment, at: terminal)
    for answer in answers {
      try terminal.wait { terminal.isListening }
      try terminal.enter(answer)
      try terminal.wait { !terminal.isListening }
    }
    return try running.wait()
  }
}
