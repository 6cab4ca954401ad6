import Foundation
import SerialLink
import TestLimits
import Testing

/// The second consent: a step beyond the drug profile's largest is given only by its total.
@Suite(.waiting, .limited, .serialized)
struct StepConsentTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private func expectAsked(
    _ words: String, _ total: String, _ rule: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try bench.unchanged {
      for flags in ["", " --yes", " --yes --override-soft-limits"] {
        let isOrder = words.hasPrefix("prime") || words == "resume"
        if isOrder && flags.hasSuffix("limits") { continue }
        let refused = try bench.programmer(words + flags)
        #expect(refused.code == 1, "\(refused)", sourceLocation: location)
        #expect(
          refused.errors.contains("--confirm-total \"\(total)\""), "\(refused)",
          sourceLocation: location)
        #expect(
          refused.json.refusal.code == "totalUnconfirmed", "\(refused)", sourceLocation: location)
      }
    }
    let done = try bench.programmer("\(words) --confirm-total \(total)")
    #expect(done.code == 0, "\(done)", sourceLocation: location)
    let consent = done.json.consent
    #expect(
      consent.total_is_due == true && consent.rule.string == rule, "\(done)",
      sourceLocation: location)
    #expect(
      consent.confirmed_mcg == consent.most_in_24_h_mcg, "\(done)", sourceLocation: location)
  }

  @Test func `a dose above double, and one below half of the last 24 hours`() throws {
    try expectAsked("dose 250 mcg/day", "250 mcg", "above_double")
    try bench.expectDone("dose 200 mcg/day --yes")
    #expect(try bench.status.therapy.dose_mcg_per_day == 200)
    try expectAsked("dose 99 mcg/day", "99 mcg", "below_half")
    // 100 was in force before 250, and counts for 24 hours: it is no way round the rule.
    try bench.ctl("advance 25 h")
    try bench.expectDone("dose 198 mcg/day --yes")
    try expectAsked("dose 300 mcg/day", "300 mcg", "above_double")
  }

  @Test func `a bolus above half a day's dose`() throws {
    try bench.expectDone("bolus 50 mcg --over 10 min --yes")
    try bench.ctl("advance 25 h")
    try expectAsked("bolus 51 mcg --over 10 min", "151 mcg", "bolus_above_half")
  }

  @Test func `a prime by what it pushes out of the tip`() throws {
    let shown = try bench.programmer("prime whole")
    #expect(shown.errors.contains("up to 544 mcg that lie in the path"), "\(shown)")
    try expectAsked("prime catheter", "364 mcg", "prime_reaches_tip")
  }

  @Test func `a resume after the emergency is a step from minimum rate`() throws {
    try bench.expectDone("emergency --yes")
    let shown = try bench.programmer("resume")
    #expect(shown.errors.contains("x8.3 what flows now"), "\(shown)")
    try expectAsked("resume", "100 mcg", "above_double")
    #expect(try bench.status.alarms == [])
  }

  /// A verb, and what is done before it.
  static let otherVerbs: [(verb: [String], before: String?)] = [
    (["schedule", "set", "--step", "00:00 250 mcg/day"], "clock set now --reason set --yes"),
    (["periodic", "60 mcg over 10 min every 24 h"], nil),
    (
      [
        "patient-bolus", "set", "51 mcg", "--over", "10 min", "--lockout", "12 h",
        "--maximum-per-day", "1",
      ], nil
    ),
    (
      [
        "refill", "18 mL", "--withdrawn", "20 mL", "--concentration", "1000 mcg/mL",
        "--skip-bridge", "clinical-judgement",
      ], nil
    ),
    (["bridge", "0.4 mL/day"], nil),
    (
      ["bridge", "cancel"],
      "refill 18mL --withdrawn 20mL --concentration 1000mcg/mL --bridge --yes"
    ),
  ]

  @Test(arguments: 0..<otherVerbs.count)
  func `every other verb that changes the dose takes the total, and no yes`(index: Int) throws {
    let (verb, before) = Self.otherVerbs[index]
    if let before { try bench.expectDone(before) }
    var total = ""
    try bench.unchanged {
      let refused = try bench.programmer(verb + ["--yes"])
      #expect(refused.code == 1, "\(refused)")
      #expect(refused.json.refusal.code == "totalUnconfirmed", "\(refused)")
      total = "\((refused.json.refusal.asked.double ?? 0) / 1000) mcg"
      let wrong = try bench.programmer(verb + ["--yes", "--confirm-total", "9\(total)"])
      #expect(wrong.code == 1 && wrong.json.refusal.code == "totalMismatch", "\(wrong)")
    }
    let done = try bench.programmer(verb + ["--confirm-total", total])
    #expect(done.code == 0 && done.json.consent.total_is_due == true, "\(done)")
  }

  @Test(arguments: [("250 mcg\n", 0), ("y\n", 1), ("yes\n", 1), ("250\n", 1), ("\n", 1)])
  func `at a terminal it is typed as it is printed`(answer: String, code: Int32) throws {
    let before = try bench.status
    let dose = try bench.atTerminal("dose 250 mcg/day --yes", answer)
    #expect(dose.code == code, "\(dose)")
    for words in ["most in 24 h    100 mcg", "A LARGE STEP: up to 2.5 times the 100 mcg a day"] {
      #expect(dose.errors.contains(words), "\(dose)")
    }
    #expect(dose.errors.contains("type the most that any 24 h will hold, exactly as it is"))
    if code == 0 {
      #expect(try bench.status.therapy.dose_mcg_per_day == 250)
    } else {
      #expect(dose.errors.contains("Nothing was changed"), "\(dose)")
      #expect(try bench.status == before)
    }
  }

  @Test func `the words are those of the profile's own shares`() throws {
    let fixture = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../fixtures/profiles/adult-40ml.yaml").standardizedFileURL
    let profile = try String(contentsOf: fixture, encoding: .utf8)
      .replacing("largest_step: 200 %", with: "largest_step: 120 %")
      .replacing("largest_share: 50 %", with: "largest_share: 20 %")
    let files = try TemporaryDirectory()
    try files.write(profile.utf8, to: "own.yaml")
    let bench = try PumpBench(options: ["--profile", files.file("own.yaml")])
    func expectSaid(_ words: String, _ says: String) throws {
      let shown = try bench.programmer("\(words) --yes")
      #expect(shown.code == 1 && shown.errors.contains(says), "\(shown)")
      #expect(!shown.errors.contains("double") && !shown.errors.contains("half"), "\(shown)")
    }
    try expectSaid("dose 125 mcg/day", "A LARGE STEP: up to 1.3 times the 100 mcg a day that was")
    try expectSaid("bolus 21 mcg --over 10 min", "A LARGE BOLUS for a day's dose, with 100 mcg")
    try bench.expectDone("dose 120 mcg/day --yes")
    try expectSaid("dose 99 mcg/day", "A LARGE STEP down from 120 mcg a day")
  }
}
