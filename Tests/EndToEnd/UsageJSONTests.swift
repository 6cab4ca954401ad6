import ArgumentParser
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld
@testable import PumpSimulator
@testable import programmer

/// What stands on standard output when a verb cannot do what it was told: with `--json` one object,
/// and without it nothing, also of a verb that prints JSON whether it is asked for or not.
@Suite(.waiting, .limited)
struct UsageJSONTests {
  /// All verbs of a program and its groups of verbs, as arguments.
  private static func verbs(_ command: any ParsableCommand.Type) -> [[String]] {
    let inner = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return [[]] + inner.flatMap { verb in verbs(verb).map { [verb._commandName] + $0 } }
  }

  @Test(arguments: ["programmer", "PumpFirmwareSim"])
  func `a wrong command line is one object with it, and words alone without`(name: String) throws {
    let isSimulator = name == "PumpFirmwareSim"
    let root: any ParsableCommand.Type = isSimulator ? PumpFirmwareSim.self : Programmer.self
    let bench = try StoppedBench()
    var ledger = JSONLedger(name, root)
    let verbs = Self.verbs(root)
    #expect(verbs.count > 20)
    for words in verbs {
      let arguments = words + ["--no-such-option"]
      let told = try bench.run(name, arguments + ["--json"])
      #expect(told.code == 64 && told.errors != "", "\(arguments): \(told)")
      ledger.noteFailure(arguments.joined(separator: " "), told)
      let plain = try bench.run(name, arguments)
      #expect(
        plain.code == 64 && plain.output == "" && plain.errors != "", "\(arguments): \(plain)")
    }
    let faults = try ledger.faults()
    #expect(faults == "")
  }

  /// Verbs that always print JSON or a table of their own, and what keeps each from it.
  @Test(arguments: [
    ("PumpFirmwareSim", "ctl sample --every 1h --for 2h --control nowhere", 69),
    ("PumpFirmwareSim", "ctl sample --every 0s --for 2h --control nowhere", 64),
    ("programmer", "sessions show 1 --wire --archive nowhere", 78),
    ("programmer", "decode nowhere", 65), ("programmer", "log --follow --port nowhere", 64),
    ("programmer", "report - --port nowhere --card nowhere", 78),
  ])
  func `what fails is no data`(name: String, words: String, code: Int32) throws {
    let bench = try StoppedBench()
    let arguments = words.split(separator: " ").map(String.init)
    let plain = try bench.run(name, arguments)
    #expect(plain.code == code && plain.output == "" && plain.errors != "", "\(plain)")
    let told = try bench.run(name, arguments + ["--json"])
    #expect(told.code == code && told.json.exit_code == JSON.number(Double(code)), "\(told)")
  }

  @Test func `a sample that ends early leaves the lines that were true, and words`() throws {
    let bench = try PumpBench()
    try bench.ctl("advance 99 years")
    for options in [[], ["--json"]] {
      let arguments = ["ctl", "sample", "--every", "1 year", "--for", "2 years"]
      let sample = try bench.launch("PumpFirmwareSim", arguments + options).wait()
      let lines = sample.output.split(separator: "\n").map { JSON(String($0)) }
      #expect(sample.code == (options.isEmpty ? 73 : 1), "\(sample)")
      #expect(lines.filter { $0.strokes != .null }.count == (options.isEmpty ? 2 : 1))
      #expect(lines.filter { $0.exit_code != .null }.count == options.count, "\(sample)")
      #expect(sample.errors.contains("100 years"), "\(sample)")
    }
  }
}
