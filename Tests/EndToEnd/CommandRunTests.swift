import Foundation
import TestLimits
import Testing

/// A command that is run beside a pump, and ends with what that does.
@Suite(.waiting, .limited, .serialized)
struct CommandRunTests {
  /// Runs a line of a shell beside a pump of its own, with the project's programs on its path.
  private func run(
    _ line: String, _ options: [String] = [], in files: TemporaryDirectory
  ) throws -> Program {
    try start(options + ["--", "/bin/sh", "-c", line], in: files)
  }

  private func start(_ words: [String], in files: TemporaryDirectory) throws -> Program {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program(
      Program.path("PumpFirmwareSim"), ["run", "--clock", "manual"] + words, in: files.path,
      environment: [
        "PATH": "\(try Program.folder):\(path)", "TMPDIR": files.path,
        "PUMPLINK_RUNTIME_DIR": files.file("registry"), "PUMPLINK_ARCHIVE": "",
      ])
  }

  private func names(_ files: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: files.path).filter { $0 != "registry" }
  }

  @Test func `a command finds the pump, its bench and its card, and nothing is left of them`()
    throws
  {
    let files = try TemporaryDirectory()
    let done = try run(
      "programmer dose 110 mcg/day --yes >/dev/null && programmer identify --json"
        + " && PumpFirmwareSim ctl advance 1 day >/dev/null"
        + " && PumpFirmwareSim ctl truth --json && echo $PUMPLINK_SERIAL", in: files
    ).wait()
    #expect(done.code == 0, "\(done)")
    let lines = done.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 3, "\(done)")
    #expect(JSON(lines[0]).pump.serial.string == lines[2])
    #expect(JSON(lines[1]).patient_pg == 110_000_000)
    #expect(try names(files) == [])
  }

  @Test(arguments: [
    ("exit 5", 5 as Int32), ("exit 0", 0), ("kill -TERM $$", 143), ("kill -9 $$", 137),
  ])
  func `a command's end is passed on`(line: String, code: Int32) throws {
    let files = try TemporaryDirectory()
    #expect(try run(line, in: files).wait().code == code)
    #expect(try names(files) == [])
  }

  @Test(arguments: [("no-such-command", 127 as Int32), ("/etc/passwd", 126), ("/", 126)])
  func `a command that cannot be started is said, and the pump ends`(
    command: String, code: Int32
  ) throws {
    let files = try TemporaryDirectory()
    let done = try start(["--json", "--", command], in: files).wait()
    #expect(done.code == code, "\(done)")
    let event = JSON(done.errors)
    #expect(event.event == "command_not_started")
    #expect(event.command.string == command)
    #expect(event.exit_code.double == Double(code))
    #expect(try names(files) == [])
    let words = try start(["--", command], in: files).wait()
    #expect(words.errors.contains("\(command): "), "\(words)")
    #expect(words.errors.contains("it ends now"), "\(words)")
  }

  @Test func `a pump that does not come up starts no command`() throws {
    let files = try TemporaryDirectory()
    let done = try run("echo started", ["--profile", "none-such", "--json"], in: files).wait()
    #expect(done.code == 65, "\(done)")
    #expect(done.json.exit_code == 65)
    #expect(!done.output.contains("started"))
    #expect(try names(files) == [])
  }

  @Test func `a signal reaches the command first, and the pump is there until that has ended`()
    throws
  {
    let files = try TemporaryDirectory()
    let program = try run(
      "trap 'programmer identify --json; exit 7' TERM; echo ready; while :; do sleep 0.1; done",
      in: files)
    #expect(program.nextLine() == "ready")
    program.send(SIGTERM)
    let done = program.wait()
    #expect(done.code == 7, "\(done)")
    #expect(done.json.pump.model == "PL-40")
    #expect(try names(files) == [])
  }

  @Test func `a pump that dies under the command is told, and the command goes on`() throws {
    let files = try TemporaryDirectory()
    let done = try run(
      "pump=$(sed -n s/^pid=//p \"$PUMPLINK_RUNTIME_DIR\"/*); kill -9 $pump; tail --pid=$pump -f "
        + "/dev/null; echo on", in: files
    ).wait()
    #expect(done.code == 0, "\(done)")
    #expect(done.output == "on\n")
    for words in ["killed by signal 9", "No therapy runs", "goes on without a pump"] {
      #expect(done.errors.contains(words), "\(done)")
    }
    #expect(try names(files) == [])
  }

  @Test func `files that were named stay, and the pump goes on with them`() throws {
    let files = try TemporaryDirectory()
    let named = ["--state", files.file("state"), "--card", files.file("card.json")]
    let first = try run("programmer dose 110 mcg/day --yes --no-archive", named, in: files).wait()
    #expect(first.code == 0, "\(first)")
    #expect(try names(files).sorted() == ["card.json", "state"])
    let again = try run("programmer status --json --no-archive", named, in: files).wait()
    #expect(again.json.therapy.dose_mcg_per_day == 110)
  }

  @Test func `a pump outlives nobody who started it for a command`() throws {
    let files = try TemporaryDirectory()
    let program = try run("cat \"$PUMPLINK_RUNTIME_DIR\"/*; exec sleep 60", in: files)
    var number = ""
    while number.isEmpty, let line = program.nextLine() {
      if line.hasPrefix("pid=") { number = String(line.dropFirst(4)) }
    }
    #expect(Int32(number) != nil)
    program.send(SIGKILL)
    program.closeOutput()
    let waited = try Program(
      "/usr/bin/tail", ["--pid=\(number)", "-f", "/dev/null"], in: files.path, environment: [:])
    #expect(waited.wait().code == 0)
  }
}
