import ClinicText
import Foundation
import PumpLinkTesting
import PumpLinkTestingProcesses
import TestLimits
import Testing

/// A pump that is watched: looked at again and again, through all that can happen to it.
@Suite(.waiting, .limited)
struct WatchTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  /// A watch that looks as often as it can.
  private func watch(_ words: String...) throws -> Program {
    try bench.launch("programmer", ["watch", "--every", "0.2 s"] + words)
  }

  private func end(_ watch: Program) {
    watch.send(SIGINT)
    #expect(watch.waitForEnd() == 0)
  }

  /// The next line of which something is so.
  private func line(
    of watch: Program, where isSo: (JSON) throws -> Bool
  ) throws -> JSON {
    while let line = watch.nextLine() {
      let json = JSON(line)
      if try isSo(json) { return json }
    }
    Issue.record("the watch ended")
    return JSON("{}")
  }

  @Test func `each look is an object, and shows what another programmer does meanwhile`() throws {
    let watch = try watch("--json")
    let first = try #require(watch.nextLine())
    let read = try bench.programmer("interrogate").json
    #expect(JSON(first).therapy.dose_mcg_per_day == read.therapy.dose_mcg_per_day)
    #expect(JSON(first).reservoir.volume_ml == read.reservoir.volume_ml)
    // It has left the port to this one, or leaves it in a moment.
    try bench.expectDone("dose 110 mcg/day --yes --wait 60s")
    let after = try line(of: watch) { $0.therapy.dose_mcg_per_day == 110 }
    #expect(after.outcome == "read")
    end(watch)
  }

  @Test func `it records no visit`() throws {
    let watch = try watch("--json")
    #expect(watch.nextLine() != nil && watch.nextLine() != nil)
    end(watch)
    #expect(try bench.programmer("sessions list").json.sessions.elements.isEmpty)
  }

  @Test(arguments: [("power off", "power on"), ("head remove", "head place")])
  func `a pump that does not answer is told once and waited for`(
    away: String, back: String
  ) throws {
    let watch = try watch("--json", "--timeout", "50 ms")
    #expect(watch.nextLine() != nil)
    try bench.ctl(away)
    let lost = try line(of: watch) { $0.outcome != "read" }
    #expect(lost.exit_code == 69 || lost.exit_code == 74, "\(lost)")
    try bench.ctl(back)
    // Told once: what comes next is a look again.
    #expect(JSON(watch.nextLine() ?? "").outcome == "read")
    end(watch)
  }

  @Test func `it follows a pump through its end and a new start`() throws {
    let watch = try watch("--json")
    #expect(watch.nextLine() != nil)
    #expect(try bench.end() == 0)
    let lost = try line(of: watch) { $0.outcome != "read" }
    #expect(lost.message != "", "\(lost)")
    try bench.restart()
    _ = try line(of: watch) { $0.outcome == "read" }
    end(watch)
  }

  @Test func `without a terminal it prints what changed, once`() throws {
    let watch = try watch()
    #expect(try #require(watch.nextLine()).hasPrefix("pump"))
    try bench.expectDone("dose 115 mcg/day --yes --wait 60s")
    while let line = watch.nextLine() {
      if line.hasPrefix("therapy") && line.contains("115 mcg/day") { break }
    }
    #expect(try #require(watch.nextLine()).hasPrefix("delivery"))
    end(watch)
  }

  @Test(arguments: [
    (["--every", "0.1 s"], 64, "0.2 s"), (["--every", "2"], 64, "unit"),
    (["--archive", "other.sqlite"], 64, "records nothing"),
    (["--port", "nowhere"], 69, "nowhere"), (["--card", "nowhere"], 78, "nowhere"),
  ])
  func `what cannot be watched is told at once`(
    words: [String], code: Int, part: String
  ) throws {
    let refused = try bench.launch("programmer", ["watch"] + words).wait()
    #expect(refused.code == Int32(code) && refused.errors.contains(part), "\(refused)")
  }

  // MARK: At a terminal

  private func onTerminal(_ person: TestTerminal, _ term: String = "xterm") throws -> Program {
    try bench.launch(
      "programmer", ["watch", "--every", "0.2 s"], environment: ["TERM": term, "COLUMNS": ""],
      redirected: "<\(person.path) >\(person.path) 2>\(person.path)")
  }

  @Test func `at a terminal it fills the screen, heeds keys, and gives all of it back`() throws {
    let person = try TestTerminal(columns: 80)
    let watch = try onTerminal(person)
    try person.wait { person.text.contains("q quit") }
    #expect(person.text.contains("\u{1b}[?1049h"))
    #expect(person.text.contains("every 200 ms"))
    #expect(!person.text.contains("firmware"))
    try person.type("f")
    try person.wait { person.text.contains("firmware") }
    try person.type("-")
    try person.wait { person.text.contains("every 400 ms") }
    try person.type("+")
    person.wipe()
    try person.wait { person.text.contains("every 200 ms") }
    try bench.expectDone("bolus 5 mcg --over 5 min --yes --wait 60s")
    try person.wait { person.text.contains("of 5 mcg to come") }
    try person.type("q")
    #expect(watch.waitForEnd() == 0)
    try person.wait { person.text.contains("\u{1b}[?25h\u{1b}[?1049l") }
  }

  @Test func `a line that is gone is told on the screen with the age of what it shows`() throws {
    let person = try TestTerminal(columns: 80)
    let watch = try onTerminal(person)
    try person.wait { person.text.contains("q quit") }
    try bench.ctl("head remove")
    try person.wait { person.text.contains("NO NEWS (what is shown is of") }
    try bench.ctl("head place")
    person.wipe()
    try person.wait { person.text.contains("as of") && !person.text.contains("NO NEWS") }
    try person.type("\u{3}")
    // The terminal of the test sends no signals of its own: the key is none that is heeded.
    try person.type("q")
    #expect(watch.waitForEnd() == 0)
  }

  @Test func `a terminal that cannot be drawn on gets words`() throws {
    let person = try TestTerminal(columns: 80)
    let watch = try onTerminal(person, "dumb")
    try person.wait { person.text.contains("therapy") }
    #expect(!person.text.contains("\u{1b}"))
    end(watch)
  }
}
