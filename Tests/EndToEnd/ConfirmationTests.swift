import Foundation
import SerialLink
import Testing

/// The question before therapy changes, asked at a terminal.
@Suite(.serialized)
struct ConfirmationTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test(arguments: ["y\n", "yes\n", "Y\n", "YES\n"])
  func `a yes changes the therapy that was shown`(answer: String) throws {
    let dose = try type("dose 110 mcg/day", answer)
    #expect(dose.code == 0, "\(dose)")
    for words in ["100 mcg", "110 mcg, +10 %", "Make it the therapy? [y/N]"] {
      #expect(dose.errors.contains(words), "\(dose)")
    }
    #expect(dose.output.hasPrefix("done: simple continuous, 110 mcg/day (+10 %)"))
    #expect(try bench.status.therapy.dose_mcg_per_day == 110)
  }

  @Test(arguments: ["n\n", "\n", "maybe\n", "yy\n"])
  func `anything else changes nothing, and stays staged nowhere`(answer: String) throws {
    let before = try bench.status
    for words in [
      "dose 110 mcg/day", "bolus 50 mcg over 10 min", "stop", "clock set now --reason set",
    ] {
      let refused = try type(words, answer)
      #expect(refused.code == 1, "\(refused)")
      #expect(refused.errors.contains("not confirmed. Nothing was changed"))
      #expect(refused.output == "")
    }
    #expect(try bench.status == before)
  }

  @Test func `a total that is given is held against the pump's, also where a yes is enough`() throws
  {
    try bench.unchanged {
      for verb in ["dose 110 mcg/day", "bolus 5 mcg over 10 min"] {
        let wrong = try bench.programmer("\(verb) --yes --confirm-total 99.5 mcg")
        #expect(wrong.code == 1 && wrong.json.outcome == "refused", "\(wrong)")
        #expect(wrong.json.refusal.code == "totalMismatch", "\(wrong)")
        #expect(wrong.errors.contains("says 99.5 mcg"), "\(wrong)")
      }
      try bench.expectRefused("dose 110 mcg/day --yes --confirm-total 110", 64, "no unit")
    }
    let dose = try bench.programmer("dose 110 mcg/day --yes --confirm-total 110 mcg")
    #expect(dose.code == 0, "\(dose)")
    #expect(dose.json.consent.total_is_due == false && dose.json.consent.confirmed_mcg == 110)
  }

  @Test func `stopping says what it means`() throws {
    let stop = try type("stop", "y\n")
    #expect(stop.errors.contains("can kill") && stop.errors.contains("48 h"), "\(stop)")
    #expect(stop.errors.contains("programmer dose minimum-rate"), "\(stop)")
    #expect(stop.code == 0 && stop.output.contains("the patient gets no drug until"), "\(stop)")
    let words = try bench.launch("programmer", ["status"]).wait().output
    #expect(words.contains("delivery   STOPPED: the patient gets no drug"))
    let resume = try type("resume", "y\n")
    #expect(resume.code == 0 && resume.output.contains("delivery runs again, 100 mcg/day"))
  }

  /// Runs `programmer` at a terminal where somebody types an answer.
  private func type(_ words: String, _ answer: String) throws -> Finished {
    let terminal = try Pty()
    _ = try terminal.write(Array(answer.utf8))
    let input = try #require(FileHandle(forUpdatingAtPath: terminal.slavePath))
    return try bench.launch(
      "programmer", words.split(separator: " ").map(String.init), input: input
    ).wait()
  }
}
