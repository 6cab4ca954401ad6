import TestLimits
import Testing

@testable import Scenario

/// Scripts are read, or refused with the place of what is wrong.
@Suite(.limited)
struct ScriptReaderTests {
  private static func read(_ files: [String: String]) throws(ScriptError) -> Script {
    let reader = ScriptReader { path throws(ScriptReader.Unreadable) in
      guard let text = files[path] else {
        throw ScriptReader.Unreadable("there is no such file")
      }
      return Array(text.utf8)
    }
    return try reader.read("s.yaml")
  }

  private static func error(_ text: String, _ files: [String: String] = [:]) -> ScriptError? {
    do throws(ScriptError) {
      _ = try ScenarioPlan.all(of: try read(files.merging(["s.yaml": text]) { $1 }))
      return nil
    } catch {
      return error
    }
  }

  @Test func `all that a script can say is read`() throws {
    let script = try Self.read([
      "s.yaml": """
      name: all of it
      about: what somebody should know
      tags: [one, two]
      when: PL-40
      pump: {profile: adult-40ml, seed: 7, clock: manual, patient: responder, faults: motor stall}
      others: {old: {profile: child-20ml}}
      variables: {dose: 110 mcg/day}
      rows: [{a: 1}, {a: 2}]
      setup: [{wait: 1 h}]
      steps:
        - programmer: dose ${dose}
          name: more
          total: 110 mcg
          expect: {days.0.after_mcg: 110 mcg, alarms: [a, b]}
          remember: {x: change_percent}
        - bench: truth
          at: old
          within: 2 days
          every: 1 h
          expect: {patient_pg: at least 3 mcg}
        - include: in/more.yaml
        - steps: [{programmer: status, refused: busy}]
          rows: [{b: 1}]
      teardown: [{bench: clear all}]
      """, "in/more.yaml": "steps: [{programmer: stop, confirm: yes, says: stopped}]",
    ])
    #expect(script.name == "all of it" && script.tags == ["one", "two"] && script.model == "PL-40")
    #expect(script.pump.seed == 7 && script.pump.faults.map(\.text) == ["motor stall"])
    #expect(script.others["old"]?.profile == "child-20ml")
    #expect(script.setup.count == 1 && script.steps.count == 4 && script.teardown.count == 1)
    let plans = try ScenarioPlan.all(of: script)
    #expect(plans.map(\.row) == ["a: 1", "a: 2"])
    #expect(plans[0].steps.count == 4, "a group is its steps")
    #expect(plans[0].steps[2].step.place.file == "in/more.yaml")
  }

  @Test(arguments: [
    ("steps: [{programer: status}]", 1, "did you mean programmer?"),
    ("steps:\n  - {}", 2, "does nothing"),
    ("steps:\n  - programmer: status\n    bench: truth", 2, "give each a step of its own"),
    ("steps:\n  - programmer: dose 1 mcg/day --yes", 2, "total:"),
    ("steps:\n  - programmer: dose \"1 mcg/day", 2, "a quote is not closed"),
    ("steps:\n  - programmer: status\n    expect: {a_mcg: 5}", 3, "has no unit"),
    ("steps:\n  - programmer: status\n    expect: {a_mcg: 5 mL}", 3, "no unit of an amount"),
    ("steps:\n  - programmer: status\n    expect: {a_mcg: 6 mcg to 5 mcg}", 3, "smaller figure"),
    ("steps:\n  - programmer: status\n    expect: {}", 3, "expect has keys"),
    ("steps:\n  - programmer: status\n    refused: busy\n    outcome: done", 4, "cannot be both"),
    ("steps:\n  - programmer: status\n    refused: bussy", 3, "did you mean busy?"),
    ("steps:\n  - programmer: status\n    outcome: perhaps", 3, "an outcome is one of"),
    ("steps:\n  - programmer: status\n    within: 1 h", 3, "something to look for"),
    ("steps:\n  - programmer: status\n    every: 1 h", 3, "belongs to within"),
    ("steps:\n  - wait: 1 h\n    expect: {a: 1}", 3, "is for a step that tells something"),
    ("steps:\n  - bench: truth\n    total: 5 mcg", 3, "orders of the programmer"),
    ("steps:\n  - programmer: stop\n    confirm: maybe", 3, "can only be yes"),
    ("steps:\n  - programmer: status\n    at: old", 3, "there is one pump"),
    ("rows: []\nsteps:\n  - wait: 1 h", 1, "no rows"),
    ("rows: [{a: 1}, {b: 1}]\nsteps:\n  - wait: 1 h", 1, "the first one has a"),
    ("steps: 5", 1, "steps is a list"), ("", 1, "empty"), ("name: x", 1, "has no steps"),
    ("steps:\n  - wait: 1 h\n    wait: 2 h", 2, "more than one wait"),
    ("steps:\n  - wait: 1 h\n    !b wait: 2 h", 3, "more than one wait"),
    ("steps: [", 2, "no YAML"), ("steps:\n  - include: s.yaml", 2, "includes itself"),
    ("steps:\n  - include: none.yaml", 2, "there is no such file"),
    ("variables: {\"a b\": 1}\nsteps: [{wait: 1 h}]", 1, "is no name"),
    ("pump: {seed: -1}\nsteps: [{wait: 1 h}]", 1, "whole number"),
    ("pump: {implanted: perhaps}\nsteps: [{wait: 1 h}]", 1, "true or false"),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, words: String) throws {
    let error = try #require(Self.error(text))
    #expect(error.message.contains(words), "\(error.text)")
    #expect(error.place.line == line, "\(error.text)")
  }

  @Test func `scripts that include each other in a ring are refused where the ring closes`() throws
  {
    let files = ["a.yaml": "steps: [{include: b.yaml}]", "b.yaml": "steps: [{include: a.yaml}]"]
    let error = try #require(Self.error("steps: [{include: a.yaml}]", files))
    #expect(error.place.file == "b.yaml" && error.message.contains("s.yaml, a.yaml, b.yaml"))
  }

  @Test func `what editors leave in a file does no harm`() throws {
    let text = "\u{FEFF}name: x\r\nsteps:\r\n  - wait: 1 h\r\n"
    #expect(try Self.read(["s.yaml": text]).name == "x")
  }

  @Test func `a bomb, a tower and a brick are refused and not opened`() throws {
    var bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let names = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "b\(level): &a\(level) [\(names)]\n"
    }
    #expect(Self.error(bomb)?.message.contains("aliases counted") == true)
    let tower = "steps: " + String(repeating: "[", count: 100_000)
    #expect(Self.error(tower)?.message.contains("so deep") == true)
    let stairs = (0..<1000).map { String(repeating: " ", count: $0) + "a:" }
    #expect(Self.error(stairs.joined(separator: "\n"))?.message.contains("so deep") == true)
    let dashes = "steps: \n" + String(repeating: "- ", count: 100_000) + "x"
    #expect(Self.error(dashes)?.message.contains("so deep") == true)
    let brick = "name: " + String(repeating: "x", count: 10_000_000)
    #expect(Self.error(brick)?.message.contains("longer than any script") == true)
  }

  @Test func `tables in tables come to no more steps than can be played`() throws {
    let row = "[" + (0..<100).map { "{a\($0 % 1): \($0)}" }.joined(separator: ", ") + "]"
    var text = "- wait: 1 h"
    for _ in 0..<3 {
      let inner = text.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
      text = "- rows: \(row)\n  steps:\n\(inner)"
    }
    let error = try #require(Self.error("steps:\n" + text))
    #expect(error.message.contains("more than 20000 steps"))
  }
}
