import Foundation
import SerialLink
import TestLimits
import Testing

/// Pumps on other lines than a pty, and what a programmer's `--port` reaches them by.
@Suite(.waiting, .limited, .serialized)
struct FaceTests {
  private let files: TemporaryDirectory

  init() throws { files = try TemporaryDirectory() }

  private func start(
    _ name: String, _ arguments: [String], input: FileHandle = .nullDevice
  ) throws -> Program {
    try Program(
      Program.path(name), arguments, in: files.path,
      environment: ["PUMPLINK_RUNTIME_DIR": files.file("registry")], input: input)
  }

  /// Runs a verb of the programmer with the card of the pump here.
  private func programmer(_ words: [String]) throws -> Finished {
    try start("programmer", words + ["--card", "card.json", "--json", "--no-archive"]).wait()
  }

  private var pump: String {
    get throws {
      "'\(try Program.path("PumpFirmwareSim"))' run --stdio --state state --card card.json "
        + "--clock manual"
    }
  }

  @Test func `a pump that is a command is started, ordered and ended, and keeps its memory`()
    throws
  {
    let port = "exec:\(try pump)"
    let identified = try programmer(["identify", "--port", port])
    #expect(identified.code == 0, "\(identified)")
    #expect(identified.errors.contains("ready port=stdio"), "\(identified)")
    let dose = try programmer(["dose", "110", "mcg/day", "--yes", "--port", port])
    #expect(dose.code == 0, "\(dose)")
    let status = try programmer(["status", "--port", port])
    #expect(status.json.therapy.dose_mcg_per_day == 110, "\(status)")
    // Whoever is reaped has given its socket up; one that still ran would have it.
    #expect(files.names.filter { $0 != "registry" } == ["card.json", "state"])
  }

  @Test(arguments: [
    ("exec:no-such-command", 69 as Int32, "there is no such command"),
    ("exec:true", 74, "exit code 0"),
    ("exec:exit 3", 74, "exit code 3"), ("exec:kill -9 $$", 74, "signal 9"),
    ("exec:cat", 69, "our own bytes come back"), ("foo://x", 64, "“foo”"),
    ("telnet://x:1", 64, "“telnet”"), ("exec:", 64, "exec:COMMAND"),
    ("unix://", 64, "unix://PATH"), ("unix://nowhere", 69, "nothing is listening"),
    ("usb:zz:1", 64, "usb:VID:PID"), ("usb:fff1:fff2", 69, "no serial port of such an adapter"),
    ("tcp:bench:1", 64, "tcp://HOST:PORT"),
  ])
  func `a port that leads to no pump`(port: String, code: Int32, words: String) throws {
    let finished = try start("programmer", ["identify", "--port", port, "--json"]).wait()
    #expect(finished.code == code, "\(finished)")
    #expect(finished.errors.contains(words), "\(finished)")
    #expect(finished.json.exit_code.double == Double(code))
  }

  @Test func `telnet at a raw port is named`() throws {
    let finished = try start(
      "programmer", ["identify", "--port", "exec:printf '\\377\\375\\054'; cat >/dev/null"]
    ).wait()
    #expect(finished.code == 78, "\(finished)")
    #expect(finished.errors.contains("telnet is spoken"), "\(finished)")
  }

  @Test func `a socket file is a port`() throws {
    let listener = try UnixListener(listeningAt: files.file("echo"))
    let program = try start("programmer", ["identify", "--port", "unix://echo"])
    var set = PollSet(capacity: 1)
    set.add(listener.fileDescriptor, .readable)
    try set.wait(timeoutMilliseconds: 60_000)
    guard let connection = try listener.accept() else {
      Issue.record("nobody connected")
      return
    }
    set.removeAll()
    set.add(connection.fileDescriptor, .readable)
    try set.wait(timeoutMilliseconds: 60_000)
    var buffer = [UInt8](repeating: 0, count: 4096)
    let result = try connection.read(into: &buffer)
    guard case .bytes(let count) = result else {
      Issue.record("nothing came: \(result)")
      return
    }
    _ = try connection.write(Array(buffer.prefix(count)))
    let finished = program.wait()
    #expect(finished.code == 69, "\(finished)")
    #expect(finished.errors.contains("our own bytes come back"), "\(finished)")
  }

  @Test func `a pump on standard streams ends with its input`() throws {
    let finished = try start(
      "PumpFirmwareSim", ["run", "--stdio", "--state", "state", "--card", "card.json", "--json"]
    ).wait()
    #expect(finished.code == 0, "\(finished)")
    #expect(finished.output == "")
    #expect(JSON(finished.errors).event == "ready")
    #expect(JSON(finished.errors).port == "stdio")
  }

  @Test func `a pump that calls is reached, and calls again when the far end goes`() throws {
    let listener = try TcpListener(host: "127.0.0.1", port: 0)
    let address = "127.0.0.1:\(listener.port)"
    let program = try start(
      "PumpFirmwareSim",
      [
        "run", "--connect", address, "--state", "state", "--card", "card.json",
        "--json",
      ])
    let first = try accept(listener)
    #expect(JSON(program.nextLine() ?? "").port.string == "tcp://\(address)")
    hangUp(first)
    let second = try accept(listener)
    // A lone delimiter is no frame, and no answer comes; that the pump lives is told by its end.
    _ = try second.write([0])
    program.send(SIGTERM)
    let finished = program.wait()
    #expect(finished.code == 0, "\(finished)")
    let events = finished.errors.split(separator: "\n").map { JSON(String($0)).event }
    #expect(events == ["line_lost", "line_back"], "\(finished)")
  }

  @Test func `nobody to call is refused, or waited for`() throws {
    let port: UInt16
    do {
      let listener = try TcpListener(host: "127.0.0.1", port: 0)
      port = listener.port
    }
    let words = [
      "run", "--connect", "127.0.0.1:\(port)", "--state", "state", "--card", "card.json",
    ]
    let refused = try start("PumpFirmwareSim", words).wait()
    #expect(refused.code == 69, "\(refused)")
    #expect(refused.errors.contains("--wait"), "\(refused)")
    #expect(files.names.allSatisfy { $0 == "registry" })
    let waiting = try start("PumpFirmwareSim", words + ["--wait", "60 s"])
    let listener = try TcpListener(host: "127.0.0.1", port: port)
    let connection = try accept(listener)
    #expect(waiting.nextLine()?.hasPrefix("ready port=tcp://127.0.0.1:") == true)
    waiting.send(SIGTERM)
    #expect(waiting.waitForEnd() == 0)
    hangUp(connection)
  }

  @Test(arguments: [
    (["--connect", "nowhere"], "--connect takes HOST:PORT"),
    (["--connect", "127.0.0.1:0"], "--connect takes HOST:PORT"),
    (["--stdio", "--listen", "127.0.0.1:0"], "Give one of"),
    (["--device", "tcp://127.0.0.1:5900"], "--connect or --listen"),
    (["--device", "foo://x"], "“foo”"),
    (["--listen", "127.0.0.1:0", "--wait", "1 s"], "--wait is for"),
    (["--connect", "127.0.0.1:1", "--wait", "1"], "no unit"),
    (["--stdio", "--", "true"], "--stdio leaves nothing"), ([], "--link"),
  ])
  func `a line that cannot be`(line: [String], words: String) throws {
    let finished = try start(
      "PumpFirmwareSim", ["run", "--state", "state", "--card", "card.json"] + line
    ).wait()
    #expect(finished.code == 64, "\(finished)")
    #expect(finished.errors.contains(words), "\(finished)")
    #expect(files.names == [])
  }

  private func accept(_ listener: borrowing TcpListener) throws -> TcpConnection {
    var set = PollSet(capacity: 1)
    set.add(listener.fileDescriptor, .readable)
    try set.wait(timeoutMilliseconds: 60_000)
    guard let connection = try listener.accept() else { throw POSIXError(.ETIMEDOUT) }
    return connection
  }

  private func hangUp(_ connection: consuming TcpConnection) {}
}
