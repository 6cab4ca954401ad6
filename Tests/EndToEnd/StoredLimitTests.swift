import Foundation
import TestLimits
import Testing

/// A pump's memory that was kept under a profile of higher limits than the one it is used with.
@Suite(.waiting, .limited, .serialized)
struct StoredLimitTests {
  struct Kept: Sendable, CustomTestStringConvertible {
    /// The orders that lead to what is stored, as they are typed.
    let orders: [[String]]
    /// A line of the profile, and what it is in the other one.
    let limit: (old: String, new: String)
    /// What it is called, and how it breaks the limit.
    let says: [String]

    var testDescription: String { orders.last?.joined(separator: " ") ?? "" }
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private static let schedule =
    words("schedule set --plan") + ["every-day:00:00 100mcg/day, 12:00 150mcg/day", "--yes"]
  private static let clock = words("clock set 2026-03-02 08:00 --reason set --yes")
  private static let patient = words(
    "patient-bolus set 10mcg --over 20min --lockout 4h --maximum-per-day 2 --yes")
  private static let flow = "maximum_flow: 24 mL/day"
  private static let bolus = "maximum_bolus: 1 mL"

  static let kept: [Kept] = [
    Kept(
      orders: [words("dose 150 mcg/day --yes")], limit: (flow, "maximum_flow: 0.07 mL/day"),
      says: ["the programme in", "0.075 mL/day is above the pump's limit of 0.07 mL/day"]),
    Kept(
      orders: [clock, schedule], limit: (flow, "maximum_flow: 0.07 mL/day"),
      says: ["the programme in", "0.075 mL/day is above the pump's limit of 0.07 mL/day"]),
    Kept(
      orders: [words("dose 150 mcg/day --yes")],
      limit: ("maximum_daily_volume: 24 mL", "maximum_daily_volume: 0.06 mL"),
      says: ["the programme in", "24 hours would come to 0.075 mL", "limit of 0.060 mL"]),
    Kept(
      orders: [words("periodic 5 mcg over 5 min every 2 h --yes")],
      limit: ("interval: 60 min", "interval: 180 min"),
      says: ["the programme in", "every 2 h is more often", "at least 3 h apart"]),
    Kept(
      orders: [patient], limit: (bolus, "maximum_bolus: 4000 nL"),
      says: ["the patient bolus in", "a bolus of 0.005 mL is above", "limit of 0.004 mL"]),
    Kept(
      orders: [words("bolus 50 mcg --over 1 h --yes")], limit: (bolus, "maximum_bolus: 0.02 mL"),
      says: ["the bolus that runs in", "a bolus of 0.025 mL is above", "limit of 0.020 mL"]),
    Kept(
      orders: [patient, words("patient-bolus request --yes")],
      limit: (bolus, "maximum_bolus: 4000 nL"),
      says: ["the patient's bolus that runs in", "a bolus of 0.005 mL is above"]),
    Kept(
      orders: [words("bridge 0.1 mL/day --yes")], limit: (flow, "maximum_flow: 0.08 mL/day"),
      says: ["the bridge that runs or waits in", "0.1 mL/day is above", "limit of 0.08 mL/day"]),
    Kept(
      orders: [words("alarms low-reservoir 30 mL --yes"), words("alarms silence 2 h --yes")],
      limit: ("longest_silence: 24 h", "longest_silence: 1 h"),
      says: ["the silence of the alarms in", "2 h of silence is more than", "(1 h)"]),
  ]

  private static func profile(_ change: (old: String, new: String)? = nil) throws -> String {
    let fixture = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../fixtures/profiles/adult-40ml.yaml").standardizedFileURL
    let text = try String(contentsOf: fixture, encoding: .utf8)
    guard let change else { return text }
    #expect(text.contains(change.old))
    return text.replacing(change.old, with: change.new)
  }

  @Test(arguments: kept)
  func `what is stored beyond a limit of the profile is refused by name, and left alone`(
    kept: Kept
  ) throws {
    let files = try TemporaryDirectory()
    try files.write(try Self.profile().utf8, to: "own.yaml")
    let own = files.file("own.yaml")
    let bench = try PumpBench(options: ["--profile", own])
    for order in kept.orders {
      let done = try bench.programmer(order)
      #expect(done.code == 0, "\(done)")
    }
    #expect(try bench.end() == 0)
    let state = try bench.files.read("state")
    try files.write(try Self.profile(kept.limit).utf8, to: "own.yaml")
    let refused = try bench.start(["--link", "pump", "--profile", own]).wait()
    #expect(refused.code == 78, "\(refused)")
    let means = [
      "it is not switched on, no drug flows and nothing was changed", "run with this one, first",
    ]
    for words in ["state: "] + kept.says + means {
      #expect(refused.errors.contains(words), "\(words): \(refused)")
    }
    #expect(try bench.files.read("state") == state)
    // Under the profile it was kept with it goes on.
    try files.write(try Self.profile().utf8, to: "own.yaml")
    try bench.restart()
    #expect(try bench.status.alarms.elements.allSatisfy { $0 == "low_reservoir" })
  }

  @Test func `a snapshot beyond a limit is not restored, and the pump that runs goes on`() throws {
    let files = try TemporaryDirectory()
    try files.write(try Self.profile().utf8, to: "own.yaml")
    let bench = try PumpBench(options: ["--profile", files.file("own.yaml")])
    try bench.expectDone("dose 150 mcg/day --yes")
    #expect(try bench.ctl("snapshot beyond").code == 0)
    try bench.expectDone("dose 100 mcg/day --yes")
    #expect(try bench.ctl("snapshot within").code == 0)
    #expect(try bench.end() == 0)
    try files.write(
      try Self.profile((Self.flow, "maximum_flow: 0.07 mL/day")).utf8, to: "own.yaml")
    try bench.restart()
    try bench.ctl("advance 1 day")
    let state = try bench.files.read("state")
    let truth = try bench.truth
    let refused = try bench.ctl("restore beyond")
    #expect(refused.code == 1, "\(refused)")
    for words in [
      "the programme in the pump's memory", "0.075 mL/day is above the pump's limit",
      "so the pump that runs goes on as it is, and nothing was changed",
    ] {
      #expect(refused.errors.contains(words), "\(refused)")
    }
    #expect(try bench.files.read("state") == state)
    #expect(try bench.truth == truth)
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.strokes.double == (truth.strokes.double ?? 0) + 200)
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
    #expect(try bench.ctl("restore within").code == 0)
  }
}
