import ArgumentParser
import TestLimits
import Testing

@testable import Clinic
@testable import programmer

/// Command lines: what is refused before anything is sent, and with which sentence.
@Suite(.limited)
struct CommandLineTests {
  /// The words of a command line; what stands in apostrophes is one of them.
  private func words(_ line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { part in
      part.offset.isMultiple(of: 2)
        ? part.element.split(separator: " ").map(String.init) : [String(part.element)]
    }
  }

  private func parse(_ line: String) throws -> any ParsableCommand {
    try Programmer.parseAsRoot(words(line) + ["--port", "/nowhere", "--card", "/nowhere"])
  }

  @Test(
    arguments: [
      "schedule", "schedule show", "schedule set week.yaml", "schedule set -",
      "schedule set --step '00:00 100 mcg/day' --step '06:00 150 mcg/day' --yes",
      "schedule set --days weekdays --step '00:00 1 mcg/day' --plan 'weekend: 00:00 2 mcg/day'",
      "schedule set --keep-other-days --days sat --step '00:00 90 mcg/day'",
      "schedule set week.yaml --periodic '25 mcg over 10 min every 6 h'",
      "periodic 25 mcg over 10 min every 6 h", "periodic '25 mcg over 10 min every 6 h, first now'",
      "dose 110 mcg/day --indication spinal", "dose minimum-rate",
      "dose 90 mcg/day --periodic 10 mcg over 5 min every 6 h --yes",
      "patient-bolus", "patient-bolus show", "patient-bolus off --yes",
      "patient-bolus set 10 mcg --over 5 min --lockout 4 h --maximum-per-day 3",
      "patient-bolus request --role patient", "refill", "refill 18 mL --withdrawn 2.1 mL",
      "refill 18 mL --withdrawn 2.1 mL --concentration 1000 mcg/mL --bridge --dose 120 mcg/day",
      "refill 18 mL --withdrawn 2.1 mL --skip-bridge emergency --low-alarm 4 mL --drug baclofen",
      "prime whole", "prime catheter", "bridge", "bridge show", "bridge cancel",
      "bridge 0.4 mL/day", "alarms", "alarms list --all", "alarms silence 2 h",
      "alarms silence off", "alarms test two-tone", "alarms low-reservoir 4 mL", "clock",
      "clock set now", "clock set 2026-03-29 03:00 --reason daylight-saving --accept-shift",
    ])
  func `a command line that can be carried out`(line: String) throws { _ = try parse(line) }

  @Test(
    arguments: [
      ("schedule set", "a day needs a step"),
      ("schedule set --step '00:00 100'", "no unit"),
      ("schedule set --step '06:00 100 mcg/day'", "first step begins at 06:00"),
      ("schedule set --days sat --step '00:00 1 mcg/day'", "nothing is said about Monday"),
      ("schedule set --plan 'mon-fri: 00:00 1 mcg/day'", "nothing is said about Saturday"),
      ("schedule set week.yaml --step '00:00 1 mcg/day'", "not from both"),
      ("schedule set week.yaml --periodic '25 mcg every 6 h'", "no periodic bolus"),
      ("periodic 25 mcg over 10 min every 6", "no unit"),
      ("dose 110", "no unit"), ("dose 0 mcg/day", "minimum-rate"),
      ("dose 110 mcg/day --indication adult", "spinal"),
      ("dose minimum-rate --periodic 1 mcg over 1 min every 6 h", "programmer periodic"),
      ("patient-bolus set 10 --over 5 min --lockout 4 h --maximum-per-day 3", "no unit"),
      ("patient-bolus set 10 mcg --over 5 --lockout 4 h --maximum-per-day 3", "no unit"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 4 --maximum-per-day 3", "no unit"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 4 min --maximum-per-day 3", "outlasts"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 4 h --maximum-per-day 25", "1 to 24"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 4 h --maximum-per-day 0", "1 to 24"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 90 s --maximum-per-day 3", "minutes"),
      ("patient-bolus set 10 mcg --over 5 min --lockout 4 h", "maximum-per-day"),
      ("patient-bolus request --role nurse", "patient"),
      ("refill 18 --withdrawn 2.1 mL", "“18” has no unit"), ("refill 18", "“18” has no unit"),
      ("refill 18 mL", "how much was drawn out"), ("refill 18 mL --withdrawn 2.1", "no unit"),
      ("refill --withdrawn 2.1 mL", "how much was filled in"),
      ("refill 18 mL --withdrawn 2.1 mL --concentration 1000", "no unit"),
      ("refill 18 mL --withdrawn 2.1 mL --low-alarm 4", "no unit"),
      ("refill 18 mL --withdrawn 2.1 mL --bridge --flushed", "exclude each other"),
      ("refill 18 mL --withdrawn 2.1 mL --bridge --skip-bridge emergency", "exclude each other"),
      ("refill 18 mL --withdrawn 2.1 mL --skip-bridge hurry", "emergency"),
      ("refill 18 mL --withdrawn 2.1 mL --drug aspirin", "baclofen"),
      ("refill 18 mL --withdrawn 2.1 mL --dose 120", "no unit"),
      ("refill 18 mL --withdrawn 2.1 mL --periodic 1 mcg over 1 min every 6 h", "to a new dose"),
      ("refill 0 mL --withdrawn 2.1 mL", "nothing"), ("prime", "path"), ("prime tip", "whole"),
      ("bridge 0.4", "no unit"), ("bridge 0 mL/day", "never ends"), ("bridge 0.4 mL", "flow"),
      ("alarms silence 2", "no unit"), ("alarms silence 0 h", "write off"),
      ("alarms silence 90 s", "minutes"), ("alarms silence 46 days", "45 days"),
      ("alarms test loud", "single"), ("alarms low-reservoir 4", "no unit"),
      ("clock set", "clock set now"), ("clock --reason travel", "clock set now"),
      ("clock set now --reason fun", "drift"),
    ])
  func `a command line that cannot be carried out is refused`(line: String, words: String) {
    do {
      _ = try parse(line)
      Issue.record("\(line) was taken")
    } catch {
      #expect(Programmer.exitCode(for: error).rawValue == 64)
      let message = Programmer.message(for: error)
      #expect(message.contains(words), "\(message)")
    }
  }
}
