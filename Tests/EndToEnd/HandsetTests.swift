import Foundation
import TestLimits
import Testing

/// What the patient's own handset tells, against what the pump then does.
@Suite(.waiting, .limited, .serialized)
struct HandsetTests {
  private static let request = "patient-bolus request --role patient --yes"
  private static let allowed =
    "patient-bolus set 10mcg --over 20min --lockout 4h --maximum-per-day 2 --yes"

  @Test func `what it says is possible the pump gives, to the second`() throws {
    let bench = try PumpBench()
    func extra() throws -> JSON { try bench.expectDone("handset").extra_dose }
    #expect(try extra().hindrance == "off" && extra().requests_left == .null)
    try bench.expectDone(Self.allowed)
    #expect(try extra().is_possible == .bool(true) && extra().requests_left == 2)
    try bench.expectDone(Self.request)
    let running = try bench.expectDone("handset")
    #expect(running.runs == "extra_dose" && running.rest_s == 1200)
    #expect(running.extra_dose.hindrance == "dose_running")
    #expect(running.extra_dose.not_before_in_s == 14_400)

    try bench.ctl("advance 1 h")
    let locked = try extra()
    #expect(locked.hindrance == "lockout" && locked.requests_left == 1)
    #expect(locked.at_latest_in_s == locked.not_before_in_s)
    let wait = try #require(locked.not_before_in_s.double)
    try bench.ctl("advance \(Int(wait) - 1) s")
    #expect(try extra().hindrance == "lockout")
    try bench.expectRefused(Self.request, 1, "lasts another 1 s")
    try bench.ctl("advance 1 s")
    #expect(try extra().hindrance == .null)
    try bench.expectDone(Self.request)

    try bench.ctl("advance 5 h")
    let most = try extra()
    #expect(most.hindrance == "most_reached" && most.requests_left == 0)
    // A day after the first, which was four hours before the second.
    #expect(most.not_before_in_s == 54_000 && most.at_latest_in_s == most.not_before_in_s)
    try bench.expectRefused(Self.request, 1, "24 h")
    try bench.ctl("advance 53999 s")
    #expect(try extra().hindrance == "most_reached")
    try bench.expectRefused(Self.request, 1, "24 h")
    try bench.ctl("advance 1 s")
    #expect(try extra().hindrance == .null)
    try bench.expectDone(Self.request)
  }

  @Test func `it shows no dose, strength or volume, in words or in JSON`() throws {
    let bench = try PumpBench()
    try bench.expectDone(Self.allowed)
    let shown = try bench.programmer("handset")
    let words = try bench.launch("programmer", ["handset"]).wait()
    #expect(shown.code == 0 && words.code == 0)
    for text in [shown.output, words.output] {
      for figure in ["mcg", "_ml", "mL", "ng", "baclofen", "2000"] where figure != "ng" {
        #expect(!text.contains(figure), "\(figure) in \(text)")
      }
    }
    #expect(words.output.hasPrefix("pump       your pump works as planned\n"), "\(words.output)")
    #expect(words.output.contains("left       2 of the 2 that you may have in 24 hours\n"))
    #expect(words.output.hasSuffix("alarms     none\ncall       no need to call\n"))
  }

  @Test func `under a fault it says what to do, and of a lost pump nothing is made up`() throws {
    let bench = try PumpBench()
    try bench.expectDone(Self.allowed)
    try bench.ctl("fault motor stall")
    try bench.ctl("advance 1 h")
    let stalled = try bench.expectDone("handset")
    #expect(stalled.runs == "no_drug" && stalled.call == "now")
    #expect(stalled.alarms == ["motor_stall"] && stalled.extra_dose.hindrance == "alarm")
    #expect(stalled.extra_dose.not_before_in_s == .null)
    let words = try bench.launch("programmer", ["handset"]).wait().output
    #expect(words.contains("NO MEDICINE comes") && words.contains("call your clinic NOW"))
    try bench.ctl("clear motor")
    try bench.ctl("advance 1 h")
    try bench.expectDone("stop --yes")
    #expect(try bench.expectDone("handset").extra_dose.hindrance == "stopped")
    try bench.expectDone("resume --yes")
    try bench.ctl("head away")
    #expect(try bench.programmer("handset").code == 69)
  }

  @Test func `a request that may have been given stands against another until that is known`()
    throws
  {
    let bench = try PumpBench()
    try bench.expectDone(Self.allowed)
    // Sent, and the handset died before the answer: the pump's status tells.
    _ = try bench.programmer("\(Self.request) --crash-at after-send")
    #expect(try bench.expectDone("handset").extra_dose.hindrance == "dose_running")
    try bench.ctl("advance 5 h")
    // Meant only, and another order came after it: the patient's role cannot read what tells.
    _ = try bench.programmer("\(Self.request) --crash-at after-intent")
    try bench.expectDone("alarms low-reservoir 3mL --yes --no-archive")
    let unknown = try bench.expectDone("handset").extra_dose
    #expect(unknown.hindrance == "outcome_unknown" && unknown.is_possible == .bool(false))
    #expect(unknown.not_before_in_s == .null)
    #expect(try bench.programmer(Self.request).code == 75)
    // A clinician's visit reads the log.
    try bench.expectDone("status")
    #expect(try bench.expectDone("handset").extra_dose.hindrance == .null)
  }
}
