import Foundation
import PumpLinkTesting
import PumpLinkTestingProcesses
import TestLimits
import Testing

/// A pump on a pty, and programs that know nothing of the kit.
@Suite(.waiting, .limited, .pumpProcess(seed: 7))
struct PumpProcessTests {
  @Test func `a program finds the pump, and the bench tells what came of it`() throws {
    let pump = try PumpProcess.current
    let dose = try pump.run("programmer", ["dose", "110", "mcg/day", "--yes", "--json"])
    #expect(dose.code == 0)
    let truth = try pump.advance(by: .days(7))
    #expect(truth.received.difference(from: .mcg(770)) <= .ng(600))
    #expect(truth.time == .zero.after(.days(7)))
    #expect(try pump.truth == truth)
    let ports = try pump.run("programmer", ["ports"])
    #expect(ports.output.contains(pump.folder), "it is found among the ports of its own folder")
    let usage = try pump.run("programmer", ["dose", "110"])
    #expect(usage.code == 64)
    #expect(usage.errors.contains("mcg/day"))
  }

  @Test func `what a hand does to the pump is done`() throws {
    let pump = try PumpProcess.current
    #expect(try pump.withdraw(.millilitres(40)).volume.difference(from: .millilitres(20)) <= .zero)
    try pump.fill(.millilitres(30), of: .mcgPerMillilitre(2000))
    #expect(try pump.truth.reservoir == .millilitres(30))
    try pump.inject(.motorStall, for: .days(1))
    #expect(try pump.advance(by: .hours(12)).alarms == [.motorStall])
    try pump.mend(.motor)
    #expect(try pump.advance(by: .hours(12)).alarms == [])
    try pump.moveHead(.away)
    #expect(try pump.run("programmer", ["identify"]).code == 69)
    try pump.moveHead(.contact)
    try pump.cutPower()
    #expect(try !pump.truth.isOn)
    try pump.restorePower()
    try pump.setLine(.losing(.percent(20)))
    #expect(try pump.run("programmer", ["interrogate"]).code == 0)
    #expect(throws: BenchProblem.self) { try pump.inject(.occlusion(passing: 100)) }
  }

  @Test func `a pump that was killed goes on where it was`() throws {
    let pump = try PumpProcess.current
    #expect(try pump.run("programmer", ["dose", "110", "mcg/day", "--yes"]).code == 0)
    try pump.kill()
    #expect(throws: BenchProblem.self) { try pump.truth }
    try pump.start()
    #expect(try pump.advance(by: .days(1)).received.difference(from: .mcg(110)) <= .ng(600))
    #expect(try pump.end() == 0)
  }

  @Test func `a program that goes on is read, written to, and ended`() throws {
    let pump = try PumpProcess.current
    let echo = try pump.start("/bin/sh", ["-c", "while read l; do echo $l; done; echo end >&2"])
    try echo.type("one")
    try echo.type("two")
    #expect(try echo.nextLine() == "one")
    #expect(try echo.nextLine() == "two")
    #expect(throws: BenchProblem.self) { try echo.nextLine(within: .milliseconds(50)) }
    try echo.send(.terminate)
    #expect(try echo.wait().code == 128 + 15)

    let sum = try pump.start("/bin/sh", ["-c", "echo '{\"port\": \"'$PUMPLINK_PORT'\"}'; exit 3"])
    let ended = try sum.wait()
    #expect(ended.code == 3)
    #expect(ended.json.port == JSONValue.text(pump.port))
    #expect(try sum.wait() == ended)
    #expect(try sum.nextLine() == nil)
    let silent = try pump.start("/bin/sleep", ["600"])
    #expect(throws: BenchProblem.self) { try silent.wait(within: .milliseconds(50)) }
  }

  @Test func `a program asks at a terminal, and somebody answers`() throws {
    let pump = try PumpProcess.current
    let dose = try pump.run("programmer", ["dose", "110", "mcg/day"], answering: ["y"])
    #expect(dose.code == 0)
    #expect(try pump.advance(by: .days(1)).received.difference(from: .mcg(110)) <= .ng(600))
    let terminal = try TestTerminal(columns: 40)
    let stop = try pump.start("programmer", ["stop"], at: terminal)
    try terminal.wait { terminal.isListening }
    #expect(terminal.text.contains("[y/N]"))
    try terminal.enter("n")
    #expect(try stop.wait().code == 1)
    terminal.wipe()
    let problem = #expect(throws: BenchProblem.self) {
      try terminal.wait(within: .milliseconds(20)) { false }
    }
    #expect(problem?.description.contains("did not come to the screen") == true)
  }

  @Test func `a pump has the clock and the line that it is given, and tells what it said`() throws {
    let pump = try PumpProcess(seed: 3, clock: .times(3600), line: .listen("127.0.0.1:0"))
    #expect(pump.port.hasPrefix("tcp://127.0.0.1:"))
    #expect(pump.ready.port == JSONValue.text(pump.port))
    #expect(try pump.run("programmer", ["identify"]).code == 0)
    // It goes by itself, and stands when it is started again so.
    while try pump.truth.time == .zero {}
    #expect(try pump.end(.interrupt) == 0)
    try pump.start()
    #expect(kill(pump.processID, 0) == 0)
    let before = try pump.truth.time
    #expect(try pump.truth.time == before)
    try pump.inject(.motorStall)
    try pump.advance(by: .days(1))
    #expect(try pump.end(.hangUp) == 0)
    #expect(pump.words.contains("motor_stall") && pump.output.isEmpty)
  }

  @Test func `what a program printed is read by its names, and told as JSON`() {
    let value = JSONValue(parsing: #"{"b": [1, 2.5, null], "a": {"c": "x", "d": true}}"#)
    #expect(value.a.c == "x" && value.b.elements[1] == 2.5 && value.a.e == .null)
    #expect(value.testDescription == #"{"a": {"c": "x", "d": true}, "b": [1, 2.5, null]}"#)
    #expect(JSONValue(parsing: "no JSON") == .null)
  }

  @Test func `nothing is left of a pump that is gone`() throws {
    var folder = ""
    do {
      let pump = try PumpProcess(profile: "child-20ml")
      folder = pump.folder
      #expect(FileManager.default.fileExists(atPath: pump.control))
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
    let left = try Shell.lines("grep -lsF \(folder) /proc/[0-9]*/cmdline || true")
    #expect(left == [])
  }

  @Test func `what does not work is told`() throws {
    let pump = try PumpProcess.current
    let missing = #expect(throws: BenchProblem.self) { try pump.run("no-such-programmer") }
    #expect(missing?.description.contains("is neither in the folder") == true)
    let late = #expect(throws: BenchProblem.self) {
      try pump.run("/bin/sleep", ["600"], within: .milliseconds(50))
    }
    #expect(late?.description.contains("did not end within 50 ms") == true)
    let wrong = #expect(throws: BenchProblem.self) { try PumpProcess(profile: "no-such-profile") }
    #expect(wrong?.description.contains("no-such-profile") == true)
    #expect(throws: BenchProblem.self) { try PumpProcess(options: ["--no-such-option"]) }
  }
}

private enum Shell {
  /// What a shell says to a line, besides itself.
  static func lines(_ line: String) throws -> [String] {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let own = "/proc/\(process.processIdentifier)/cmdline"
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0 != own && FileManager.default.fileExists(atPath: $0) }
  }
}
