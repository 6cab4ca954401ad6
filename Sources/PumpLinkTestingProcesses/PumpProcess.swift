import BenchClient
import BenchControl
public import PumpLinkTesting
import SerialLink
import Synchronization

/// A virtual pump in a process of its own, on a pty, as any program can reach it; and the bench it
/// lies on.
///
///     let pump = try PumpProcess()
///     let ended = try pump.run("my-programmer", ["--port", pump.port, "--key-file", pump.card])
///     #expect(ended.code == 0)
///     try pump.advance(by: .days(7))
///     #expect(try pump.truth.received == .mcg(700))
///
/// Its therapy time stands until it is moved, and its files lie in a folder of their own. When this
/// value goes away, and when this process ends in whatever way, the pump is ended and the folder is
/// removed. Waiting for programs keeps a thread: a suite of many such tests has them beside each
/// other as far as there are processors.
public final class PumpProcess: Sendable {
  /// The folder with the pump's files, which is removed with it.
  public let folder: String
  /// The port that the pump is on, as a programmer is told it: of a ``Line/pty`` its path.
  public var port: String {
    let ready = ready
    return ready.link.string ?? ready.port.string ?? "\(folder)/pump"
  }
  /// The implant card: a JSON file with the pump's serial number and keys.
  public var card: String { "\(folder)/card.json" }
  /// The control socket of the bench, for `PumpFirmwareSim ctl --control`.
  public var control: String { "\(folder)/control" }
  /// The profile's name or path.
  public let profile: String
  /// The seed of the pump's keys and noise.
  public let seed: UInt64

  /// How the pump's therapy time goes.
  public enum Clock: Equatable, Sendable {
    /// It stands until it is moved.
    case manual
    /// It goes as real time does.
    case real
    /// It goes so many times as fast as real time.
    case times(Int)

    fileprivate var word: String {
      switch self {
      case .manual: "manual"
      case .real: "real"
      case .times(let factor): "\(factor)"
      }
    }
  }

  /// What the pump is on, for its programmer.
  public enum Line: Equatable, Sendable {
    /// A pseudo-terminal, which any program opens as a serial port.
    case pty
    /// A serial port of this machine, such as that of an adapter.
    case device(String)
    /// TCP at `HOST:PORT`, of which port 0 is a free one; with `rfc2217://` before it as a serial
    /// port that is set.
    case listen(String)

    fileprivate func options(in folder: String) -> [String] {
      switch self {
      case .pty: ["--link", "\(folder)/pump"]
      case .device(let path): ["--device", path]
      case .listen(let address): ["--listen", address]
      }
    }
  }

  private let supervisor: Mutex<Supervisor>

  /// The pump of the test that runs, which the trait `.pumpProcess` made. Throws where no test
  /// has one.
  public static var current: PumpProcess {
    get throws {
      guard let pump = running else {
        throw BenchProblem(
          "there is no pump here: give the test or its suite the trait .pumpProcess()")
      }
      return pump
    }
  }

  @TaskLocal static var running: PumpProcess?

  /// Starts `PumpFirmwareSim run` and waits until it can be talked to.
  ///
  /// `profile` is the name of one that the program carries with it, or the path of a file;
  /// `options` are handed on as they are. The program is looked for in the folder that
  /// `PUMPLINK_PROGRAMS` names, beside the tests, and on `PATH`.
  public init(
    profile: String = "adult-40ml", seed: UInt64 = 1, clock: Clock = .manual, line: Line = .pty,
    options: [String] = []
  ) throws {
    let program = try Programs.path("PumpFirmwareSim")
    let folder = try TemporaryFolder.make()
    self.folder = folder
    self.profile = profile
    self.seed = seed
    let all =
      line.options(in: folder) + [
        "--state", "\(folder)/state", "--card", "\(folder)/card.json",
        "--control", "\(folder)/control", "--profile", profile, "--seed", "\(seed)", "--json",
      ] + options
    let supervisor = try Supervisor(
      program, all, folder: folder, registry: Self.registry(in: folder))
    self.supervisor = Mutex(supervisor)
    try start(clock: clock)
  }

  private static func registry(in folder: String) -> String { "\(folder)/registry" }

  deinit { supervisor.withLock { $0.close() } }

  /// Starts the pump on the memory it has, after ``kill()`` or ``end(_:)``.
  public func start(clock: Clock = .manual) throws {
    try supervisor.withLock { try $0.start(clock: clock.word) }
  }

  /// What the pump said when it was ready: `port`, `link`, `card`, `control`, `serial`.
  public var ready: JSONValue { supervisor.withLock { $0.ready } }

  /// What the pump has said for people since it was first started, such as alarms it sounds.
  public var words: String { supervisor.withLock { $0.words } }

  /// What the pump has printed for programs besides ``ready``; it is known once the pump has ended.
  public var output: String { supervisor.withLock { $0.output } }

  /// The number of the pump's process.
  public var processID: Int32 { supervisor.withLock { $0.number } }

  /// Cuts the pump off between any two instructions, as pulling its battery would.
  public func kill() throws {
    try supervisor.withLock { supervisor in
      supervisor.keepPort()
      _ = try supervisor.stop(.kill)
    }
  }

  /// Asks the pump to end, its memory saved, and waits for that; gives its exit code.
  @discardableResult
  public func end(_ signal: RunningProgram.Signal = .terminate) throws -> Int32 {
    try supervisor.withLock { try $0.stop(signal) }
  }

  /// What tells programs of this project where the pump is: `PUMPLINK_PORT`, `PUMPLINK_CARD`,
  /// `PUMPLINK_CONTROL`, and an archive in the pump's folder.
  public var environment: [String: String] {
    [
      "PUMPLINK_PORT": port, "PUMPLINK_CARD": card, "PUMPLINK_CONTROL": control,
      "PUMPLINK_ARCHIVE": "\(folder)/archive.sqlite",
      "PUMPLINK_RUNTIME_DIR": Self.registry(in: folder),
    ]
  }

  /// Runs a program to its end, in the pump's folder and with its ``environment``.
  ///
  /// `program` is a path, or a name that is looked for as ``PumpProcess`` is. One that does not end
  /// within `limit` of real time is ended, and thrown is a `BenchProblem`.
  @discardableResult
  public func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    within limit: Milliseconds = .minutes(5)
  ) throws -> Finished {
    try Finished(
      running: try Programs.path(program), arguments, in: folder,
      environment: self.environment.merging(environment) { $1 }, within: limit)
  }

  /// What makes this pump again, as it is written.
  public var replay: String { ".pumpProcess(profile: \"\(profile)\", seed: \(seed))" }
}
