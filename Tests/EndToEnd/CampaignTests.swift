import Foundation
import TestLimits
import Testing

/// Many boluses over a bad line while both sides are killed: none is given twice, and none that is
/// said to be done is not.
///
/// `PUMPLINK_CAMPAIGN` is how many; the tool can also be run by itself, see
/// `Tools/campaign.py`.
@Suite(.waiting, .limited, .serialized)
struct CampaignTests {
  @Test func `a campaign gives no bolus that nobody consented to`() throws {
    let bench = try PumpBench()
    try bench.expectDoneByTotal("dose minimum-rate --yes --no-archive")
    // Above half a day's dose: a yes is not enough.
    let campaign = "campaign --orders 1 --nanograms 30000"
    try bench.unchanged {
      try bench.expectRefused(campaign, 64, "Add --yes")
      try bench.expectRefused("\(campaign) --yes", 1, "--confirm-total")
    }
    #expect(try bench.programmer("sessions").json.sessions.elements.allSatisfy { $0.orders == 0 })
    try bench.expectDone("campaign --orders 1 --nanograms 100 --yes")
    #expect(try bench.status.bolus.dose_mcg == 0.1)
  }

  @Test func `three accounts of what became of each bolus agree`() throws {
    let files = try TemporaryDirectory()
    let tool = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Tools/campaign.py").path
    let programs = URL(fileURLWithPath: try Program.path("programmer")).deletingLastPathComponent()
    let orders = ProcessInfo.processInfo.environment["PUMPLINK_CAMPAIGN"] ?? "120"
    let python = Process()
    let output = Pipe()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    python.arguments = [
      tool, "--programs", programs.path, "--folder", files.path, "--orders", orders, "--seed", "7",
      "--pump-life", "3", "--programmer-life", "2",
    ]
    python.standardOutput = output
    try python.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    let result = JSON(text)
    #expect(python.terminationStatus == 0 && result.sound == true, "\(text)")
    // It proves something only if there was trouble.
    for name in ["pump_kills", "programmer_kills", "lost", "duplicated"] {
      #expect(try #require(result[dynamicMember: name].double) > 0, "\(text)")
    }
    #expect(result.given_twice == [] && result.false_done == [] && result.open == [], "\(text)")
  }
}
