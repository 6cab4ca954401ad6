import Foundation
import TestLimits
import Testing

/// Whole visits of the clinic, with everything that belongs to them.
@Suite(.waiting, .limited, .serialized)
struct WholeVisitTests {
  @Test func `a refill with another strength, its bridge, and the report of it`() throws {
    let bench = try PumpBench(options: ["--profile", "child-20ml"])
    // 90 mcg/day of 500 mcg/mL, which is 0.18 mL/day; the strokes move 2 % more than they count.
    try bench.ctl("advance 30 days")
    let expected = try bench.expectDone("refill")
    #expect(try expected.expected_ml == bench.status.reservoir.volume_ml)
    let drawn = try #require(try bench.ctl("withdraw 20 mL").json.came_nl.double)
    try bench.ctl("fill 15 mL --concentration 1000 mcg/mL")
    let refill =
      "refill 15mL --withdrawn \(Int(drawn))nL --concentration 1000mcg/mL --low-alarm 3mL --yes"
    try bench.unchanged {
      try bench.expectRefused(refill, 1, "--bridge, --flushed or --skip-bridge REASON")
    }
    let change = try bench.expectDone("\(refill) --bridge")
    let strength = try #require(change.refill.concentration_mcg_per_ml.double)
    #expect(change.refill.bridge.flow_ml_per_day == 0.18 && (900..<1000).contains(strength))
    let after = try bench.status
    #expect(after.infusion.kind == "bridge" && after.last_order.order == "commit")
    #expect(after.reservoir.volume_ml == 15 && after.reservoir.low_alarm_ml == 3)
    #expect(after.reservoir.refills == 1 && after.therapy.dose_mcg_per_day == 90)

    let seconds = try #require(after.infusion.remaining_s.double)
    let samples = try bench.ctl("sample --every 1h --for \(Int(seconds / 3600) + 30)h").output
    try bench.files.write(samples.utf8, to: "truth.jsonl")
    #expect(try bench.status.infusion == .null)
    let reported = try bench.programmer("report visit.html --truth truth.jsonl --patient child")
    #expect(reported.code == 0, "\(reported)")
    let page = String(decoding: try bench.files.read("visit.html"), as: UTF8.self)
    #expect(page.contains("500 to \(Int(strength)) mcg/mL: the bridge took"))
    #expect(page.contains("what the patient got"))
    expectSelfContained(page)
    try bench.expectRefused("report visit.html", 64, "is there already")
    let history = try bench.programmer("sessions history").output
    #expect(history.contains(#""kind":"refill""#) && history.contains(#""filled_ml":15"#))
  }

  /// The page needs no other file, and runs nothing.
  private func expectSelfContained(_ page: String) {
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("</html>\n"))
    #expect(page.components(separatedBy: "<svg ").count - 1 == 10)
    for part in ["<script", "<link", "<img", "<iframe", "<object", "@import", "url(", "href="] {
      #expect(!page.contains(part), "\(part)")
    }
    let addresses = page.components(separatedBy: "http").dropFirst()
    #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg\"") })
  }

  @Test func `the patient's handset gives what the clinic allowed, and no more`() throws {
    let bench = try PumpBench()
    let request = "patient-bolus request --role patient --yes"
    try bench.unchanged {
      try bench.expectRefused(request, 1, "only a clinician can turn it on")
    }
    try bench.expectDone(
      "patient-bolus set 10mcg --over 20min --lockout 4h --maximum-per-day 2 --yes")
    try bench.expectDone(request)
    #expect(try bench.status.infusion.kind == "patient_bolus")
    try bench.unchanged { try bench.expectRefused(request, 1, "a bolus is running already") }
    try bench.ctl("advance 1 h")
    try bench.unchanged { try bench.expectRefused(request, 1, "lasts another 3 h") }
    try bench.ctl("advance 4 h")
    try bench.expectDone(request)
    try bench.ctl("advance 5 h")
    try bench.unchanged { try bench.expectRefused(request, 1, "had 2 boluses in 24 hours") }
    let settings = try bench.programmer("patient-bolus").json
    #expect(settings.started_last_24_h == 2 && settings.denied_in_all == 4, "\(settings)")
    try bench.expectDone("patient-bolus off --yes")
    try bench.unchanged { try bench.expectRefused(request, 1, "the patient bolus is turned off") }
    #expect(try bench.status.patient_bolus == .null)
  }
}
