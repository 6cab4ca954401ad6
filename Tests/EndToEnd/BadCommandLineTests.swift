import Foundation
import TestLimits
import Testing

/// A command line of the programmer that cannot be carried out: what it ends with, and says.
struct BadCommand {
  let line: String
  let code: Int32
  let says: [String]

  init(_ line: String, _ code: Int32, _ says: String...) {
    self.line = line
    self.code = code
    self.says = says
  }

  /// The words; what stands between bars is one.
  var words: [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).enumerated().flatMap {
      index, part in
      index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
  }
}

@Suite(.waiting, .limited, .serialized)
struct BadCommandLineTests {
  @Test func `a quantity that is none is refused, and nothing changes`() throws {
    try expect([
      BadCommand("dose 110 --yes", 64, "“110” has no unit", "110 mcg/day", "Nothing was sent"),
      BadCommand("dose -5 mcg/day --yes", 64, "is negative", "Nothing was sent"),
      BadCommand("dose |-5 mcg/day| --yes", 64, "is negative", "Nothing was sent"),
      BadCommand("bolus 50 mcg --over |-10 min| --yes", 64, "is negative"),
      BadCommand("dose |\u{2212}5 mcg/day| --yes", 64, "is negative"),
      BadCommand("dose 1\(String(repeating: "0", count: 30)) mcg/day --yes", 64, "too large"),
      BadCommand("dose 1234567890123456789012345678901 mcg/day --yes", 64, "too large"),
      BadCommand("dose 10^30 mcg/day --yes", 64, "out in digits"),
      BadCommand("dose 1e3 mcg/day --yes", 64, "out in digits"),
      BadCommand("dose 99999999 mcg/day --yes", 64, "more than can be programmed at all"),
      BadCommand("dose 1,5 mcg/day --yes", 64, "comma"),
      BadCommand("dose 110 mL/day --yes", 64, "use one of mcg/day, mg/day, ng/day"),
      BadCommand("dose 110 mcg --yes", 64, "use one of mcg/day"),
      BadCommand("dose 0.0001 mcg/day --yes", 64, "nothing is rounded"),
      BadCommand("dose || --yes", 64, "does not begin with a number"),
      BadCommand("dose mcg/day --yes", 64, "does not begin with a number"),
      BadCommand("bolus 50 mcg --yes", 64, "--over 10 min"),
      BadCommand("bolus 50 --over 10 min --yes", 64, "has no unit"),
      BadCommand("bolus 50 mcg --over 10 --yes", 64, "has no unit"),
      BadCommand("bolus 50 mcg --over 0 min --yes", 64, "above zero"),
      BadCommand("bolus 0 mcg --over 10 min --yes", 64, "above zero"),
      BadCommand("bolus 50 mcg --over 2 days --yes", 64, "within 24 h"),
      BadCommand("clock set yesterday --yes", 64, "2026-03-02 08:00"),
      BadCommand("clock set 2026-02-30 08:00 --yes", 64, "no date and time"),
      BadCommand("dose 0 mcg/day --yes", 64, "a dose of nothing is no therapy", "Nothing was sent"),
    ])
  }

  @Test func `a command line that is none is refused, and nothing changes`() throws {
    try expect([
      BadCommand("frobnicate", 64),
      BadCommand("dose 110 mcg/day --yes --frob", 64, "--frob"),
      BadCommand("dose --yes", 64, "<dose>"),
      BadCommand("status --port tcp://nowhere", 64, "tcp://HOST:PORT"),
      BadCommand("status --port ||", 64, "Give --port", "PUMPLINK_PORT", "programmer ports"),
      BadCommand("status --card ||", 64, "Give --card", "PUMPLINK_CARD"),
      BadCommand("dose 110 mcg/day --yes --card ||", 64, "Give --card"),
      BadCommand("dose 110 mcg/day", 64, "no terminal", "Nothing was changed", "--yes"),
      BadCommand("bolus 50 mcg --over 10 min", 64, "no terminal", "--yes"),
      BadCommand("bolus cancel", 64, "no terminal"),
      BadCommand("stop", 64, "STOPPED", "no terminal"),
      BadCommand("resume", 1, "delivery is not stopped"),
      BadCommand("clock set now --reason set", 64, "no terminal"),
    ])
  }

  @Test func `what is no port is refused`() throws {
    try expect([
      BadCommand("status --port nowhere", 69, "no such port (is the pump running?)"),
      BadCommand("status --port registry", 69, "not a serial port"),
      BadCommand("status --port file", 69, "not a serial port"),
      BadCommand("status --port fifo", 69, "not a serial port"),
      BadCommand("status --port /dev/null", 69, "not a serial port"),
      BadCommand("status --port tcp://127.0.0.1:1", 69, "nothing is listening there"),
      BadCommand("dose 110 mcg/day --yes --port nowhere", 69, "therapy is not affected"),
    ])
  }

  @Test func `what is not the pump's card is refused`() throws {
    try expect([
      BadCommand("status --card nowhere", 78, "no implant card", "nothing was sent"),
      BadCommand("status --card registry", 78, "no implant card", "nothing was sent"),
      BadCommand("status --card file", 65, "this is no implant card", "nothing was sent"),
      BadCommand("status --card state", 65, "this is no implant card"),
      BadCommand("dose 110 mcg/day --yes --card other.json", 78, "the card is for pump PL40-OTHER"),
      BadCommand("status --card newer.json", 65, "format 2"),
    ])
  }

  @Test func `a limit of the device holds, a limit of the drug can be overridden`() throws {
    try expect([
      BadCommand("dose 49000 mcg/day --yes", 1, "above"),
      BadCommand("dose 49000 mcg/day --yes --override-soft-limits", 1, "limit of 24 mL/day"),
      BadCommand("bolus 3000 mcg --over 1 h --yes --override-soft-limits", 1, "limit of 1.000 mL"),
      BadCommand("dose 1001 mcg/day --yes", 1, "1001 mcg/day", "--override-soft-limits"),
      BadCommand(
        "bolus 101 mcg --over 10 min --yes --confirm-total 201 mcg", 1, "101 mcg",
        "--override-soft-limits"),
      BadCommand("bolus 5 mcg --over 30 s --yes", 1, "faster than", "--override-soft-limits"),
    ])
    let bench = try PumpBench()
    let refused = try bench.programmer("dose 1001 mcg/day --yes").json
    #expect(refused.outcome == "refused" && refused.exit_code == 1)
    #expect(refused.refusal.is_soft_limit == true)
    try bench.expectDone("dose 1001 mcg/day --yes --override-soft-limits --confirm-total 1001 mcg")
    #expect(try bench.status.therapy.dose_mcg_per_day == 1001)
  }

  private func expect(_ commands: [BadCommand]) throws {
    let bench = try PumpBench(options: ["--seed", "7"])
    try bench.files.write("no card, no state, no port\n".utf8, to: "file")
    try bench.files.makeFifo("fifo")
    let card = String(decoding: try bench.files.read("card.json"), as: UTF8.self)
    let serial = try #require(bench.ready.serial.string)
    try bench.files.write(card.replacing(serial, with: "PL40-OTHER").utf8, to: "other.json")
    let newer = card.replacing("\"format\" : 1", with: "\"format\" : 2")
    try bench.files.write(newer.utf8, to: "newer.json")
    let before = try bench.status
    for command in commands {
      let finished = try bench.programmer(command.words)
      #expect(finished.code == command.code, "\(command.line): \(finished)")
      for words in command.says {
        #expect(finished.errors.contains(words), "\(command.line): \(finished)")
      }
      #expect(try bench.status == before, "\(command.line) changed something")
    }
  }

  @Test(arguments: ["sessions list --last=-5", "report x.html --events=-1", "log --last=-1"])
  func `a count below nothing is refused, and nothing is read`(words: String) throws {
    let bench = try PumpBench()
    try bench.expectRefused(words, 64, "is a count")
  }
}
