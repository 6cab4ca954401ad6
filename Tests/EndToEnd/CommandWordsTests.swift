import Foundation
import TestLimits
import Testing

/// What both programs say to those who type at them, whatever comes from outside.
@Suite(.waiting, .limited)
struct CommandWordsTests {
  @Test(arguments: [["--control", "control", "truth"], ["truth", "--control", "control"]])
  func `the bench's socket may be named before the verb or behind it`(words: [String]) throws {
    let bench = try PumpBench()
    let finished = try bench.launch(
      "PumpFirmwareSim", ["ctl"] + words + ["--json"], environment: ["PUMPLINK_CONTROL": ""]
    ).wait()
    #expect(finished.code == 0, "\(finished.errors)")
    #expect(finished.json.therapy_time_s == 0)
  }

  @Test func `a date alone is the whole day, since its midnight and until its end`() throws {
    let bench = try PumpBench()
    try bench.ctl("advance 4 days")
    for (words, days) in [
      (["--since", "2026-03-05"], ["2026-03-05", "2026-03-06"]),
      (["--until", "2026-03-03"], ["2026-03-03"]),
      (["--since", "2026-03-04", "--until", "2026-03-04"], ["2026-03-04"]),
    ] {
      let log = try bench.launch("programmer", ["log", "--kind", "delivered"] + words).wait()
      let found = log.output.split(separator: "\n").compactMap { line in
        line.split(separator: " ").first { $0.hasPrefix("2026-") }.map(String.init)
      }
      #expect(found == days, "\(words): \(log)")
    }
  }

  @Test func `a program without a verb has done nothing, and says so`() throws {
    let bench = try PumpBench()
    for (program, words) in [
      ("programmer", []), ("PumpFirmwareSim", []), ("PumpFirmwareSim", ["ctl"]),
    ] as [(String, [String])] {
      let finished = try bench.launch(program, words).wait()
      #expect(finished.code == 64 && finished.output == "", "\(program): \(finished)")
      #expect(finished.errors.contains("No verb was given"), "\(program): \(finished)")
    }
  }

  @Test(
    arguments: [
      ("programmer", ["dose", "x", "--json"]), ("programmer", ["doze", "1 mcg/day", "--json"]),
      ("programmer", ["status", "--nonsense", "--json"]), ("PumpFirmwareSim", ["run", "--json"]),
      ("PumpFirmwareSim", ["ctl", "advnace", "1 h", "--json"]),
    ])
  func `a wrong command line is one object as well`(name: String, words: [String]) throws {
    let bench = try PumpBench()
    let finished = try bench.launch(name, words).wait()
    #expect(finished.code == 64)
    #expect(finished.json.outcome == "failed")
    #expect(finished.json.exit_code == 64)
    #expect(finished.json.message.string?.isEmpty == false)
    #expect(finished.output.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["head away", "power off"])
  func `a head that is away and a pump without power are the same silence, the head named first`(
    state: String
  ) throws {
    let bench = try PumpBench()
    #expect(try bench.ctl(state).code == 0)
    let finished = try bench.programmer("status")
    #expect(finished.code == 69)
    #expect(finished.errors.contains("look first whether the programming head lies over the pump"))
  }

  @Test func `the ready line in words can be taken apart, whatever is in a path`() throws {
    let bench = try PumpBench()
    #expect(try bench.end() == 0)
    let program = try bench.launch(
      "PumpFirmwareSim",
      ["run", "--state", "state", "--card", "card.json", "--link", "a b\nc=d", "--control", "k"])
    let words = try #require(program.nextLine()).split(separator: " ").map(String.init)
    #expect(words[0] == "ready")
    #expect(words.dropFirst().allSatisfy { $0.contains("=") })
    #expect(words[1].hasSuffix("/a%20b%0Ac=d"), "\(words)")
    program.send(SIGTERM)
    program.waitForEnd()
  }

  @Test func `a schedule and a card saved with a byte order mark are read`() throws {
    let bench = try PumpBench()
    let mark = Data([0xEF, 0xBB, 0xBF])
    let week = "weekdays:\n  - 00:00 100 mcg/day\nweekend:\n  - 00:00 110 mcg/day\n"
    try (mark + Data(week.utf8)).write(to: URL(fileURLWithPath: bench.files.file("week.yaml")))
    let card = bench.files.file("card.json")
    let plain = try Data(contentsOf: URL(fileURLWithPath: card))
    try (mark + plain).write(to: URL(fileURLWithPath: bench.files.file("marked.json")))
    let set = try bench.programmer("schedule set week.yaml --yes --card marked.json")
    #expect(set.code == 0, "\(set.errors)")
  }
}
