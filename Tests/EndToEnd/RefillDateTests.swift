import Foundation
import TestLimits
import Testing

/// By when a refill is due, from a whole pump and a library of one's own.
@Suite(.waiting, .limited)
struct RefillDateTests {
  private static func library(_ days: Int) -> String {
    """
    baclofen:
      source: a test
      strengths:
        500 mcg/mL: {stability: \(days) days}
        2000 mcg/mL: {stability: \(days) days}
    """
  }

  @Test func `every date names which it is, from filling over the low alarm to the next refill`()
    throws
  {
    let bench = try PumpBench()
    try bench.files.write(Self.library(30).utf8, to: "short.yaml")
    try bench.files.write(Self.library(3000).utf8, to: "long.yaml")
    func forecast(_ options: String = "") throws -> JSON {
      try bench.expectDone("interrogate \(options)").forecast
    }
    let standard = try forecast()
    #expect(standard.refill_because == "stability" && standard.refill_in_s == 15_552_000)
    #expect(standard.refill_by == standard.stable_until)
    let long = try forecast("--drugs long.yaml")
    #expect(long.refill_because == "low_reservoir" && long.refill_by == long.low_alarm_on)
    #expect(long.refill_in_s == long.low_alarm_in_s)

    try bench.ctl("advance 31 days")
    let over = try forecast("--drugs short.yaml")
    #expect(over.refill_because == "stability" && over.refill_in_s == 0)
    let expected = try bench.expectDone("refill --drugs short.yaml")
    #expect(expected.refill_because == "stability" && expected.refill_by == over.refill_by)
    let drawn = try #require(try bench.ctl("withdraw 40 mL").json.came_nl.double)
    try bench.ctl("fill 18 mL --concentration 2000 mcg/mL")
    let change = try bench.expectDone(
      "refill 18mL --withdrawn \(Int(drawn))nL --drugs short.yaml --yes")
    #expect(change.forecast_before.refill_in_s == 0)
    #expect(change.forecast.refill_in_s == .number(30 * 86_400))
    let report = try bench.expectDone("report visit.html --drugs short.yaml")
    #expect(report.refill_because == "stability")
    #expect(try report.refill_by == forecast("--drugs short.yaml").refill_by)
    let page = String(decoding: try bench.files.read("visit.html"), as: UTF8.self)
    #expect(page.contains("(the drug&#39;s stability)") || page.contains("(the drug's stability)"))
    #expect(page.contains("30 days from filling") && page.contains("replace by"))
  }

  @Test func `a library that cannot be read is told with its line, before a pump is asked`()
    throws
  {
    let bench = try PumpBench()
    try bench.files.write("baclofen:\n  source: x\n  strengths: {500: {}}\n".utf8, to: "bad.yaml")
    for verb in ["interrogate", "dose 110 mcg/day --yes", "refill"] {
      try bench.unchanged {
        try bench.expectRefused("\(verb) --drugs bad.yaml", 65, "bad.yaml:3: ")
      }
    }
    try bench.expectRefused("status --drugs none.yaml", 65, "none.yaml: there is no drug library")
  }
}
