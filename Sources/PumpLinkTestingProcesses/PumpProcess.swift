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
  /// The path of the port that the pump is on.
  public var port: String { "\(folder)/pump" }
  /// The implant card: a JSON file with the pump's serial number and keys.
  public var card: String { "\(folder)/card.json" }
  /// The control socket of the bench, for `PumpFirmwareSim ctl --control`.
  public var control: String { "\(folder)/control" }
  /// The profile's name or path.
  public let profile: String
  /// The seed of the pump's keys and noise.
  public let seed: UInt64

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
  public init(profile: String = "adult-40ml", seed: UInt64 = 1, options: [String] = []) throws {
    let program = try Programs.path("PumpFirmwareSim")
    let folder = try TemporaryFolder.make()
    self.folder = folder
    self.profile = profile
    self.seed = seed
    let command =
      [
        program, "run", "--link", "\(folder)/pump", "--state",
        "\(folder)/state", "--card", "\(folder)/card.json", "--control", "\(folder)/control",
        "--clock", "manual", "--profile", profile, "--seed", "\(seed)", "--json",
      ] + options
    let supervisor = try Supervisor(command, folder: folder)
    self.supervisor = Mutex(supervisor)
    try start()
  }

  deinit { supervisor.withLock { $0.close() } }

  /// Starts the pump on the memory it has, after ``kill()`` or ``end()``.
  public func start() throws { try supervisor.withLock { try $0.start() } }

  /// Cuts the pump off between any two instructions, as pulling its battery would.
  public func kill() throws {
    try supervisor.withLock { supervisor in
      supervisor.keepPort()
      _ = try supervisor.stop("kill")
    }
  }

  /// Asks the pump to end, its memory saved; gives its exit code.
  @discardableResult
  public func end() throws -> Int32 { try supervisor.withLock { try $0.stop("end") } }

  /// What tells programs of this project where the pump is: `PUMPLINK_PORT`, `PUMPLINK_CARD`,
  /// `PUMPLINK_CONTROL`, and an archive in the pump's folder.
  public var environment: [String: String] {
    [
      "PUMPLINK_PORT": port, "PUMPLINK_CARD": card, "PUMPLINK_CONTROL": control,
      "PUMPLINK_ARCHIVE": "\(folder)/archive.sqlite", "PUMPLINK_RUNTIME_DIR": folder,
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
