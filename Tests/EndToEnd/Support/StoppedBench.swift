import Foundation
import Testing

/// A bench for pumps that do not come up.
struct StoppedBench {
  let files: TemporaryDirectory

  init() throws { files = try TemporaryDirectory() }

  /// The names of the files, the registry's aside.
  var names: [String] { files.names.filter { $0 != "registry" } }

  /// Starts a pump that must refuse to start, with this exit code and these words.
  func expectRefused(
    _ options: [String], _ code: Int32, _ says: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let finished = try start(options).wait()
    #expect(finished.code == code, "\(finished)", sourceLocation: sourceLocation)
    #expect(finished.output == "", sourceLocation: sourceLocation)
    for words in says {
      #expect(finished.errors.contains(words), "\(finished)", sourceLocation: sourceLocation)
    }
  }

  /// Starts a pump, and ends it again, so that its files are there.
  func makePump(_ options: [String] = []) throws {
    let pump = try start(options)
    #expect(pump.nextLine()?.hasPrefix("ready") == true)
    pump.send(SIGTERM)
    #expect(pump.waitForEnd() == 0)
  }

  /// Starts a pump; later options replace the usual ones.
  func start(_ options: [String]) throws -> Program {
    try Program(
      Program.path("PumpFirmwareSim"), arguments(options), in: files.path,
      environment: ["PUMPLINK_RUNTIME_DIR": files.file("registry")])
  }

  /// Runs one of the project's programs to its end, with nothing of the user's around it.
  func run(_ name: String, _ arguments: [String]) throws -> Finished {
    try launch(name, arguments).wait()
  }

  /// Starts one of the project's programs, with nothing of the user's around it.
  func launch(_ name: String, _ arguments: [String]) throws -> Program {
    try Program(
      Program.path(name), arguments, in: files.path,
      environment: ["PUMPLINK_RUNTIME_DIR": files.file("registry")])
  }

  /// With mounts of its own, and where that needs it with a user of its own.
  private static let apart = ["--mount"] + (geteuid() == 0 ? [] : ["--map-root-user"])

  /// Whether this machine lets a test have mounts of its own; a guest in a container may not.
  static let canMount: Bool = {
    let trial = try? Program(
      "/usr/bin/unshare", apart + ["mount", "-t", "tmpfs", "none", "/dev/pts"], in: "/",
      environment: [:])
    return trial?.wait().code == 0
  }()

  /// Starts a pump where no pseudo-terminals are and no names of hosts, as in a bare container.
  func startWithoutTerminals(_ options: [String]) throws -> Program {
    let script = """
      mount -t tmpfs none /dev/pts && mount --bind /dev/null /etc/hosts && exec "$0" "$@"
      """
    return try Program(
      "/usr/bin/unshare",
      Self.apart + ["sh", "-c", script, try Program.path("PumpFirmwareSim")]
        + arguments(options), in: files.path,
      environment: ["PUMPLINK_RUNTIME_DIR": files.file("registry")])
  }

  /// The arguments of `PumpFirmwareSim`; the usual ones, unless the options have others.
  func arguments(_ options: [String]) -> [String] {
    var usual = [
      ("--state", "state"), ("--card", "card.json"), ("--control", "control"),
      ("--clock", "manual"),
    ]
    if Set(options).isDisjoint(with: ["--device", "--listen", "--connect"]) {
      usual.append(("--link", "pump"))
    }
    let rest = usual.filter { !options.contains($0.0) }.flatMap { [$0.0, $0.1] }
    return ["run"] + rest + options
  }
}
