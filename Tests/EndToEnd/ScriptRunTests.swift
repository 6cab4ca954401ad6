import Foundation
import ScenarioTargets
import SerialLink
import TestLimits
import Testing

@testable import Handheld
@testable import programmer

/// Scripts as people play them: by the program, on pumps of its own and on one that runs.
@Suite(.waiting, .limited)
struct ScriptRunTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  private static let scripts = root + "/fixtures/scripts"
  /// The pump of a bench, as a script is told of it in the bench's folder.
  private static let pump = ["--port", "pump", "--card", "card.json", "--control", "control"]

  @Test
  func `every script that is shipped passes, alone and beside others, and keeps to the schema`()
    throws
  {
    let stage = try StoppedBench()
    var ledger = JSONLedger("programmer", Programmer.self)
    let told = try stage.run("programmer", ["run", Self.scripts, "--jobs", "2", "--json"])
    #expect(told.code == 0, "\(told)")
    ledger.note("run", told.code, [told.output])
    #expect(told.json.failed == 0 && told.json.broken == 0)
    #expect(told.json.scripts.elements.count >= 17)
    let lines = try stage.run("programmer", ["run", Self.scripts, "--only", "safety", "--jsonl"])
    ledger.note("run --jsonl", lines.code, lines.output.split(separator: "\n").map(String.init))
    let wrong = try stage.run("programmer", ["run", "nowhere.yaml", "--json"])
    #expect(wrong.code == 65 && wrong.errors.contains("nowhere.yaml:1:1:"), "\(wrong)")
    ledger.note("run nowhere", wrong.code, [wrong.output])
    let faults = try ledger.faults()
    #expect(faults == "")
  }

  @Test func `a script plays the same way twice, in virtual time`() throws {
    let stage = try StoppedBench()
    let script = Self.scripts + "/late-retry.yaml"
    func traced(_ name: String) throws -> String {
      let path = stage.files.file(name)
      let told = try stage.run("programmer", ["run", script, "--seed", "5", "--trace", path])
      #expect(told.code == 0, "\(told)")
      // What a session is sealed with is drawn anew each time.
      return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .filter { !$0.contains(" the pump: ") && !$0.hasPrefix("    ") }
        .filter { !$0.contains("record") && !$0.contains("log") }
        .joined(separator: "\n")
    }
    let first = try traced("first")
    #expect(first.contains("strokes") && first.contains("order"))
    #expect(try first == traced("second"))
  }

  @Test func `the same script is played on a pump that runs`() throws {
    let bench = try PumpBench()
    let script = Self.scripts + "/titration-adult.yaml"
    let arguments = ["run", script] + Self.pump
    let told = try bench.launch("programmer", arguments + ["--json"]).wait()
    #expect(told.code == 0, "\(told)")
    let again = try bench.launch("programmer", arguments).wait()
    #expect(again.code == 1 && again.output.contains("titration-adult.yaml:10:5"), "\(again)")
    let without = try bench.launch("programmer", Array(arguments.dropLast(2))).wait()
    #expect(without.code == 65 && without.output.contains("give --control"), "\(without)")
    let child = Self.scripts + "/titration-child.yaml"
    let other = try bench.launch("programmer", ["run", child] + arguments.dropFirst(2)).wait()
    #expect(other.code == 0 && other.output.contains("it is for a PL-20"), "\(other)")
    let two = Self.scripts + "/replacement.yaml"
    let pumps = try bench.launch("programmer", ["run", two] + arguments.dropFirst(2)).wait()
    #expect(pumps.code == 65 && pumps.output.contains("further pumps"), "\(pumps)")
  }

  @Test func `a pump that dies in the middle breaks a script, and the therapy is unharmed`() throws
  {
    let bench = try PumpBench()
    let script = bench.files.file("dies.yaml")
    try """
    steps:
      - programmer: dose 110 mcg/day
        total: 110 mcg
      - bench: crash --at before-record --kill
      - programmer: dose 120 mcg/day
        total: 120 mcg
    """.write(toFile: script, atomically: true, encoding: .utf8)
    let told = try bench.launch("programmer", ["run", script] + Self.pump + ["--json"]).wait()
    #expect(
      told.code != 0 && told.json.scripts.elements[0].steps.elements[2].result != "passed",
      "\(told)")
    #expect(told.json.scripts.elements[0].steps.elements[0].result == "passed")
  }

  @Test func `a client that changes a key is followed, and so is the next`() throws {
    let stage = try StoppedBench()
    let script = stage.files.file("keys.yaml")
    try """
    steps:
      - client: ${programmer} keys rotate --role clinician --yes
        expect: {carried_out: [rotateKey], breaches: empty}
      - client: ${programmer} dose 110 mcg/day --yes
        expect: {orders: [commit], carried_out: [commit], sessions: 1, breaches: empty}
    """.write(toFile: script, atomically: true, encoding: .utf8)
    let told = try stage.run("programmer", ["run", script, "--json"])
    #expect(told.code == 0, "\(told)")
  }

  @Test func `what is recorded is a script that passes on another pump, and can be added to`()
    throws
  {
    let bench = try PumpBench()
    let path = bench.files.file("visit.yaml")
    for words in [
      "interrogate", "dose 110 mcg/day --yes", "dose 5000 mcg/day --yes",
      "dose 5000 mcg/day --yes --confirm-total 5 mg", "bolus 20 mcg --over 10 min --yes",
      "bolus cancel --yes", "stop --yes", "status", "resume --yes",
    ] { try bench.programmer(words + " --record visit.yaml") }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("steps:\n  - programmer: interrogate\n"))
    #expect(text.contains("    total: 110 mcg\n") && text.contains("    refused: doseAboveUsual\n"))
    #expect(text.contains("  # dose 5000 mcg/day: refused before a total was known"))
    let told = try bench.launch("programmer", ["run", path]).wait()
    #expect(told.code == 0, "\(told)\n\(text)")
    let whole = try bench.programmer("run visit.yaml --record again.yaml")
    #expect(whole.code == 64 && whole.errors.contains("run is no step of a script"), "\(whole)")
    #expect(!FileManager.default.fileExists(atPath: bench.files.file("again.yaml")))
    let other = try bench.programmer("status --record /nowhere/visit.yaml")
    #expect(other.code == 74 && other.errors.contains("could not be recorded"), "\(other)")
  }

  @Test func `somebody who ends a script finds its tear-down played`() throws {
    let bench = try PumpBench()
    let script = bench.files.file("long.yaml")
    try """
    steps:
      - rows: [{a: 1}, {a: 2}, {a: 3}, {a: 4}, {a: 5}, {a: 6}, {a: 7}, {a: 8}, {a: 9}, {a: 10}]
        steps:
          - {programmer: status, throughout: 100 days, every: 1 h, expect: {alarms: empty}}
    teardown:
      - {bench: fault motor stall}
    """.write(toFile: script, atomically: true, encoding: .utf8)
    let run = try bench.launch("programmer", ["run", script] + Self.pump + ["--jsonl"])
    // Once time passes it is in its first step.
    while try run.isRunning && bench.truth.therapy_time_s == 0 {}
    run.send(SIGINT)
    let told = run.wait()
    #expect(told.code == 130 && told.output.contains("\"stopped\""), "\(told)")
    #expect(try bench.truth.faults.elements.count == 1)
  }

  @Test func `at a terminal a line tells how far it is, and nothing of it is left`() throws {
    let bench = try PumpBench()
    let script = Self.scripts + "/overdose-slip.yaml"
    let screen = try bench.onScreen("programmer", ["run", script], columns: 60)
    let lines = screen.text.split(whereSeparator: \.isNewline).map(String.init)
    // A path that is longer than the screen is wide stands whole, on a line of its own.
    let wide = lines.filter { $0.count > 60 && !$0.hasSuffix("/overdose-slip.yaml):") }
    #expect(screen.code == 0 && wide.isEmpty, "\(screen)")
    #expect(screen.text.contains("nothing came of all that"), "the step that is under way")
    #expect(lines.last == "1 script, 8 steps: 1 passed", "\(screen)")
  }

  @Test func `a script whose pump has died keeps nobody from the pump that has its terminal now`()
    throws
  {
    let bench = try PumpBench()
    let terminal = try FileManager.default.destinationOfSymbolicLink(
      atPath: bench.files.file("pump"))
    // As the one that died would be locked: by its terminal, and another process.
    let gone = PumpRecord(port: terminal, pid: 1)
    let living = PumpRecord(port: terminal, pid: 2)
    for pumps in [[], [gone]] {
      let path = PortTarget.lockPath(terminal, pumps)
      #expect(path != PortTarget.lockPath(terminal, [living]))
      let lock = try FileLock(locking: path)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let script = Self.scripts + "/titration-child.yaml"
      let told = try bench.launch("programmer", ["run", script] + Self.pump).wait()
      #expect(told.code == 0 && told.output.contains("it is for a PL-20"), "\(told)")
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `two scripts are not played on one pump`() throws {
    let bench = try PumpBench()
    let script = bench.files.file("long.yaml")
    try """
    steps:
      - {programmer: status, throughout: 100 days, every: 1 h, expect: {alarms: empty}}
    """.write(toFile: script, atomically: true, encoding: .utf8)
    let first = try bench.launch("programmer", ["run", script] + Self.pump)
    while try first.isRunning && bench.truth.therapy_time_s == 0 {}
    let second = try bench.launch("programmer", ["run", script] + Self.pump).wait()
    #expect(second.code == 69 && second.output.contains("another script"), "\(second)")
    first.send(SIGINT)
    #expect(first.wait().code == 130)
  }

  @Test
  func `the schema that is published is the one that is printed, and every script keeps to it`()
    throws
  {
    let stage = try StoppedBench()
    let printed = try stage.run("programmer", ["run", "--schema"])
    let path = Self.root + "/protocol-spec/json/script.schema.json"
    if ProcessInfo.processInfo.environment["PUMPLINK_WRITE_SPEC"] != nil {
      try printed.output.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed.output)
    let check = """
      import glob, json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      judge = jsonschema.Draft202012Validator(schema)
      found = glob.glob(sys.argv[2] + "/*.yaml")
      read = [(path, yaml.safe_load(open(path))) for path in found]
      faults = [f"{path}: {e.message}" for path, it in read for e in judge.iter_errors(it)]
      assert list(judge.iter_errors({"steps": [{"programer": "status"}]}))
      assert list(judge.iter_errors({"steps": [{"wait": "1 h", "bench": "truth"}]}))
      print(len(found), faults)
      """
    let found = try Program(
      "/usr/bin/python3", ["-c", check, path, Self.scripts], in: "/tmp", environment: [:]
    ).wait()
    #expect(found.code == 0 && found.output.hasSuffix("[]\n"), "\(found)")
  }
}
