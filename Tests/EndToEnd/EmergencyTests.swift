import Foundation
import Testing

/// The emergency: minimum rate at once, for whoever has the head in contact, with no card.
@Suite(.serialized)
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
    try bench.expectDone("resume --yes")
    #expect(try bench.status.alarms == [])
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

  @Test func `after attempts with another card it waits for the pump, and is heard`() throws {
    try bench.files.write(try bench.files.read("card.json"), to: "old.json")
    try bench.expectDone("keys rotate --yes")
    for _ in 1...2 { try bench.expectRefused("status --card old.json", 76, "did not accept") }
    try bench.expectRefused("status", 1, "too many attempts")
    let call = try bench.programmer("emergency --yes")
    #expect(call.code == 0 && call.errors.contains("called again by itself"), "\(call)")
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
