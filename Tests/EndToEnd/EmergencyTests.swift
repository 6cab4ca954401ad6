import Foundation
import TestLimits
import Testing

/// The emergency: minimum rate at once, for whoever has the head in contact, with no card.
@Suite(.waiting, .limited, .serialized)
struct EmergencyTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `it needs no card, ends a bolus, and a clinician gets the therapy back`() throws {
    try bench.expectDone("bolus 50 mcg --over 10 min --yes")
    let call = try bench.programmer(["emergency", "--yes", "--card", ""])
    #expect(call.code == 0, "\(call)")
    #expect(call.json.pump.serial == bench.ready.serial)
    for words in ["MINIMUM RATE", "can kill", "PL40"] { #expect(call.errors.contains(words)) }
    let words = try bench.launch("programmer", ["emergency", "--yes"]).wait().output
    #expect(words.contains("programmer resume") && words.contains("withdrawal"), "\(words)")
    let status = try bench.status
    #expect(status.bolus == .null)
    #expect(status.alarms.elements.contains("emergency_rate"), "\(status)")
    let before = try #require(try bench.truth.pumped_nl.double)
    try bench.ctl("advance 1 day")
    let day = try #require(try bench.truth.pumped_nl.double) - before
    // 0.006 mL/day by the profile, instead of 0.05 mL/day.
    #expect(abs(day - 6_000) <= 250, "\(day)")
    // From minimum rate back to the programme is a large step: a plain yes is not enough.
    let refused = try bench.programmer("resume --yes")
    #expect(refused.code == 1 && refused.json.refusal.code == "totalUnconfirmed", "\(refused)")
    #expect(refused.errors.contains("--confirm-total"), "\(refused)")
    try bench.expectDone("resume --yes --confirm-total 100 mcg")
    #expect(try bench.status.alarms == [])
  }

  @Test func `until it is resumed, nothing else pretends to flow`() throws {
    func words(_ arguments: String) throws -> Finished {
      try bench.launch("programmer", arguments.split(separator: " ").map(String.init)).wait()
    }
    try bench.expectDone("dose 110 mcg/day --yes")
    try bench.ctl("advance 3 h")
    try bench.expectDone("emergency --yes")
    try bench.ctl("advance 30 min")
    let status = try words("status").output
    for part in [
      "delivery   EMERGENCY minimum rate, 12 mcg/day", "it does not flow now",
      "last order EMERGENCY minimum rate, without a card, 30 min ago\nbefore it",
    ] {
      #expect(status.contains(part), "\(part) in \(status)")
    }
    let json = try bench.status
    #expect(json.flows == "emergency_rate" && json.last_order.order == "commit", "\(json)")
    #expect(json.emergency_therapy_time_s == 10_800, "\(json)")
    let dose = try bench.launch("programmer", ["dose", "132", "mcg/day", "--yes"]).wait()
    #expect(dose.code == 0, "\(dose)")
    #expect(dose.output.contains("(+20 % against the programme before)"), "\(dose)")
    #expect(dose.output.contains("nothing of it flows until `programmer resume`"), "\(dose)")
    #expect(!dose.errors.contains("reaches the catheter tip"), "\(dose)")
    // At a terminal or not, what flows now is what a resume is a step from.
    let resume = try words("resume")
    #expect(resume.code == 64 || resume.code == 1, "\(resume)")
    #expect(resume.errors.contains("now         EMERGENCY minimum rate, 12 mcg/day"), "\(resume)")
    #expect(resume.errors.contains("132 mcg/day, +1000 % (x11 what flows now)"), "\(resume)")
    let schedule = try bench.programmer("schedule")
    #expect(schedule.json.flows == "emergency_rate", "\(schedule)")
  }

  @Test func `a change of a pump that is stopped says that it stays so`() throws {
    try bench.expectDone("stop --yes")
    let dose = try bench.launch("programmer", ["dose", "110", "mcg/day", "--yes"]).wait()
    #expect(dose.output.contains("nothing of it flows until `programmer resume`"), "\(dose)")
    #expect(dose.errors.contains("flows now       STOPPED, no drug at all"), "\(dose)")
    #expect(!dose.errors.contains("reaches the catheter tip"), "\(dose)")
  }

  @Test func `out of contact it is refused, and nothing changes`() throws {
    try bench.ctl("head near")
    try bench.unchanged {
      try bench.expectRefused("emergency --yes", 1, "refused")
    }
  }

  @Test func `it asks, and names the wrong pump when a card says so`() throws {
    try bench.expectRefused("emergency", 64, "add --yes")
    let other = try PumpBench()
    try bench.files.write(try other.files.read("card.json"), to: "other.json")
    try bench.expectRefused("emergency --yes --card other.json", 78, "call without a card")
    #expect(try bench.status.alarms == [])
  }

  @Test func `attempts with another card make nobody wait whose head is in contact`() throws {
    try bench.files.write(try bench.files.read("card.json"), to: "old.json")
    try bench.expectDone("keys rotate --yes")
    for _ in 1...2 { try bench.expectRefused("status --card old.json", 76, "did not accept") }
    try bench.expectDone("status")
    let call = try bench.programmer("emergency --yes")
    #expect(call.code == 0 && !call.errors.contains("asked again"), "\(call)")
    #expect(try bench.status.alarms.elements.contains("emergency_rate"))
  }

  @Test func `a lost answer is called for again, and a dead line is said to be one`() throws {
    try bench.ctl("link set --loss 30% --seed 4")
    let call = try bench.programmer("emergency --yes")
    try bench.ctl("link clear")
    let isDone = try bench.status.alarms != []
    #expect(call.code == 0 ? isDone : [69, 75].contains(call.code), "\(call)")
    try bench.ctl("link set --loss 100%")
    #expect(try bench.programmer("emergency --yes").code == 69)
  }
}
