import Foundation
import TestLimits
import Testing

/// The clock of the machine, whatever way its time zone is given in.
@Suite(.waiting, .limited)
struct LocalTimeTests {
  /// The local time as the system's own `date` shows it, in seconds since 2000.
  private func date(_ zone: String) throws -> TimeInterval {
    let finished = try Program(
      "/usr/bin/env", ["date", "+%Y-%m-%dT%H:%M:%S"], in: "/", environment: ["TZ": zone]
    ).wait()
    return try seconds(finished.output.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func seconds(_ text: String) throws -> TimeInterval {
    try Date("\(text)Z", strategy: .iso8601).timeIntervalSince1970
  }

  @Test(
    arguments: [
      "<+03>-3", "EST5EDT,M3.2.0,M11.1.0", "UTC", "<-0930>9:30", "Asia/Tokyo", "Nowhere/X",
    ])
  func `clock set now sets what date shows`(zone: String) throws {
    let bench = try PumpBench()
    let before = try date(zone)
    let set = try bench.launch(
      "programmer", ["clock", "set", "now", "--reason", "travel", "--yes", "--json"],
      environment: ["TZ": zone]
    ).wait()
    let after = try date(zone)
    #expect(set.code == 0, "\(set.errors)")
    let clock = try seconds(try #require(set.json.clock.string))
    #expect(before - 1...after + 1 ~= clock)
  }
}
