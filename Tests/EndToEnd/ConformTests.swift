import ClientJudge
import Foundation
import PumpText
import TestLimits
import Testing

/// Judging somebody else's programmer.
@Suite(.waiting, .limited, .serialized)
struct ConformTests {
  /// What is left of a run in its folder for temporary files.
  private func left(_ files: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: files.path)
      .filter { $0.hasPrefix("pumplink-") }
  }

  @Test func `the project's own programmer passes every case`() throws {
    let files = try TemporaryDirectory()
    let words = ["--junit", files.file("out.xml"), "--trace-dir", files.file("traces")]
    let done = try Conform.run(words + Conform.programmer, in: files, json: true)
    let cases = done.json.cases.elements
    let failed = cases.filter { $0.verdict != "passed" }.map { "\($0.name): \($0.reason)" }
    #expect(failed == [] && done.code == 0, "\(done)")
    #expect(cases.compactMap(\.name.string) == ConformanceCase.allCases.map(\.rawValue))
    #expect(try left(files) == [])
    let xml = try String(contentsOfFile: files.file("out.xml"), encoding: .utf8)
    #expect(xml.contains("tests=\"\(cases.count)\" failures=\"0\""))
    for one in ConformanceCase.allCases {
      let path = files.file("traces/\(one.rawValue).trace")
      let trace = try String(contentsOfFile: path, encoding: .utf8)
      #expect(trace.contains("the client sends identify"), "\(one.rawValue)")
      #expect(trace.hasSuffix("passed: all was as it must be.\n"), "\(one.rawValue)")
      #expect(trace.hasPrefix("# PumpLink trace 1\n"), "\(one.rawValue)")
    }
  }

  @Test(arguments: [
    ("exit 0", "done", "it says that it is done, and the pump did not carry it out"),
    ("exit 73", "done", "it says that it is done"), ("exit 75", "unknown", "what it can know here"),
    ("exit 1", "refused", "what it can know here"),
    ("exit 69", "not_done", "what it can know here"),
    ("exit 3", "none", "its exit code 3 has no meaning here"),
    ("kill -9 $$", "none", "its exit code 137 has no meaning here"),
  ])
  func `a command that does nothing is told what its exit code claims`(
    script: String, claim: String, reason: String
  ) throws {
    let files = try TemporaryDirectory()
    let judged = try Conform.judge(script, in: "plain", files)
    #expect(judged.verdict == "failed" && judged.claim.string == claim, "\(judged)")
    #expect(judged.reason.string?.contains(reason) == true, "\(judged)")
    #expect(judged.orders == 0 && judged.dose_after_mcg_per_day == 100)
  }

  @Test func `a table of claims takes the place of the contract's`() throws {
    let files = try TemporaryDirectory()
    let table = ["--claims", "done=9,not-done=0+4"]
    #expect(try Conform.judge("exit 9", in: "plain", files, table).claim == "done")
    #expect(try Conform.judge("exit 0", in: "silent", files, table).claim == "not_done")
    #expect(try Conform.judge("exit 74", in: "silent", files, table).claim == "none")
    #expect(try Conform.judge("exit 75", in: "silent", files, table).claim == "unknown")
  }

  @Test func `a command is told what is wanted, and neither the bench nor the case`() throws {
    let files = try TemporaryDirectory()
    let script = """
      echo "$PUMPLINK_WANTED|$PUMPLINK_WANTED_TOTAL|$PUMPLINK_WANTED_NG_PER_DAY|$1|$2" >> told
      [ -L "$PUMPLINK_PORT" ] && [ "$3" = "$PUMPLINK_PORT" ] || exit 9
      [ "$4" = "$PUMPLINK_CARD" ] || exit 9
      grep -q "\\"$PUMPLINK_SERIAL\\"" "$PUMPLINK_CARD" && [ "$5" = "$PUMPLINK_SERIAL" ] || exit 9
      [ -z "$PUMPLINK_CONTROL" ] && ! env | grep -q large-step; exit $?
      """
    let done = try Conform.run(
      ["--only", "large-step", "--claims", "not-done=0", "--", "/bin/sh", "-c", script, "client"]
        + ["{dose}", "{total}", "{port}", "{card}", "{serial}"], in: files)
    #expect(done.code == 0, "\(done)")
    let told = try String(contentsOfFile: files.file("told"), encoding: .utf8)
    #expect(told == "250 mcg/day|250 mcg|250000|250 mcg/day|250 mcg\n")
  }

  @Test func `a command that hangs is ended with all it has started, and judged so`() throws {
    let files = try TemporaryDirectory()
    let judged = try Conform.judge(
      "trap '' TERM; (trap '' TERM; echo $$ > pid; sleep 1000) & sleep 1000", in: "plain",
      files, ["--time-limit", "1 s"])
    #expect(judged.findings.elements.contains { $0.rule == "ends_in_time" }, "\(judged)")
    #expect(judged.reason.string?.contains("did not end within 1000 ms") == true)
    #expect(try left(files) == [])
  }

  @Test(arguments: [("no-such-command", 127 as Int32), ("/etc/passwd", 126), ("/", 126)])
  func `a command that cannot be started is said, and nothing is judged`(
    command: String, code: Int32
  ) throws {
    let files = try TemporaryDirectory()
    let words = try Conform.run(["--", command], in: files)
    #expect(words.code == code && words.output == "", "\(words)")
    #expect(words.errors.contains("\(command): ") && words.errors.contains("No client"))
    let object = try Conform.run(["--", command], in: files, json: true)
    #expect(JSON(object.errors).event == "command_not_started", "\(object)")
    #expect(try left(files) == [])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends the run and everybody in it, and leaves nothing behind`(
    signal: Int32
  ) throws {
    let files = try TemporaryDirectory()
    let program = try Conform.start(
      ["--", "/bin/sh", "-c", "echo $$ >> pids; exec sleep 1000"], in: files)
    while (try? String(contentsOfFile: files.file("pids"), encoding: .utf8))?.contains("\n") != true
    {
      usleep(20_000)
    }
    program.send(signal)
    let done = program.wait()
    #expect(done.code == 128 + signal, "\(done)")
    #expect(try left(files) == [])
    let pids = try String(contentsOfFile: files.file("pids"), encoding: .utf8)
    for number in pids.split(separator: "\n").compactMap({ Int32($0) }) {
      #expect(kill(number, 0) != 0, "\(number) still runs")
    }
  }

  @Test(arguments: [
    ["--only", "no-such-case", "--", "true"], ["--jobs", "0", "--", "true"], [],
    ["--list", "--", "true"], ["--time-limit", "30", "--", "true"],
    ["--time-limit", "1 day", "--", "true"], ["--claims", "done", "--", "true"],
    ["--claims", "done=0,unknown=0", "--", "true"], ["--claims", "maybe=0", "--", "true"],
    ["--claims", "done=300", "--", "true"], ["--junit", "", "--", "true"],
  ])
  func `a wrong command line plays nothing`(words: [String]) throws {
    let files = try TemporaryDirectory()
    let done = try Conform.run(words, in: files)
    #expect(done.code == 64 && done.output == "", "\(done)")
  }

  @Test func `a file that cannot be written is said before anything is played`() throws {
    let files = try TemporaryDirectory()
    for words in [["--junit", "no/such/folder/x.xml"], ["--trace-dir", "/dev/null/x"]] {
      let done = try Conform.run(
        ["--only", "plain"] + words + ["--", "touch", files.file("ran")], in: files)
      #expect(done.code == 78 && done.errors.contains("no case was played"), "\(done)")
    }
    #expect(!FileManager.default.fileExists(atPath: files.file("ran")))
  }

  @Test func `the list tells every case, and runs nothing`() throws {
    let files = try TemporaryDirectory()
    let words = try Conform.run(["--list"], in: files)
    let listed = try Conform.run(["--list"], in: files, json: true).json.cases.elements
    #expect(listed.compactMap(\.name.string) == ConformanceCase.allCases.map(\.rawValue))
    for one in ConformanceCase.allCases {
      #expect(words.output.contains("\(one.rawValue)\n  \(one.plan.done)\n"))
    }
  }

  @Test func `words tell what was done, what must be, and what was seen`() throws {
    let files = try TemporaryDirectory()
    let done = try Conform.run(
      ["--only", "plain", "--", "/bin/sh", "-c", "echo something went wrong >&2; exit 75"],
      in: files)
    #expect(done.code == 1)
    for words in [
      "FAILED  plain ", "done to it: Nothing: ", "it must:    Brings about the dose",
      "therapy before: 100 mcg/day", "no order was given", "its exit code is 75",
      "it wrote: something went wrong", "1 of 1 cases failed",
    ] { #expect(done.output.contains(words), "\(done)") }
  }
}
