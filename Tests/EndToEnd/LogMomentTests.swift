import Foundation
import TestLimits
import Testing

/// `programmer log` from a moment on, and up to one, by the pump's clock.
@Suite(.waiting, .limited, .serialized)
struct LogMomentTests {
  private let bench: PumpBench

  /// A pump of 2026-03-02, 08:00, with an order in the last second of that day and one at midnight.
  init() throws {
    bench = try PumpBench()
    try bench.ctl("advance 57599 s")
    try bench.expectDone("stop --yes")
    try bench.ctl("advance 1 s")
    try bench.expectDone("resume --yes")
    try bench.ctl("advance 3 days")
  }

  /// The moments of the entries that are shown.
  private func moments(_ words: String) throws -> [String] {
    try bench.expectDone("log \(words)").entries.elements.compactMap(\.clock.string)
      .map { $0.replacing("T", with: " ") }
  }

  @Test func `a date alone is the whole day, from its midnight to its last second`() throws {
    let all = try moments("")
    #expect(all.contains("2026-03-02 23:59:59") && all.contains("2026-03-03 00:00:00"))
    let (before, after) = (all.filter { $0 < "2026-03-03" }, all.filter { $0 >= "2026-03-03" })
    #expect(try moments("--since 2026-03-03") == after)
    #expect(try moments("--until 2026-03-02") == before)
    let day = all.filter { $0.hasPrefix("2026-03-03") }
    #expect(day.count >= 2 && day.count < after.count)
    #expect(try moments("--since 2026-03-03 --until 2026-03-03") == day)
    #expect(try moments("--since 2026-03-07") == [])
    #expect(try moments("--until 2026-03-01") == [])
    #expect(try moments("--since 2020-01-01 --until 2040-12-31") == all)
  }

  @Test func `a time of day, and how long ago, are moments as well`() throws {
    let all = try moments("")
    #expect(
      try moments("--since 2026-03-02 23:59:59 --until 2026-03-03 00:00:00")
        == all.filter { ("2026-03-02 23:59:59"..."2026-03-03 00:00:00").contains($0) })
    #expect(try moments("--since 2026-03-03 00:00:01").first == "2026-03-03 08:00:00")
    // It is midnight of the 6th.
    #expect(try moments("--since 1 day") == all.filter { $0 >= "2026-03-05" })
    #expect(try moments("--since 2026-03-04 --kind delivered") == all.filter { $0 >= "2026-03-04" })
    #expect(try moments("--since 2026-03-03 --last 1") == all.suffix(1))
  }

  @Test func `after the clock was set, a date is one of the clock that is`() throws {
    let set = ["clock", "set", "2026-03-10 12:00", "--reason", "set", "--yes"]
    #expect(try bench.programmer(set).code == 0)
    try bench.ctl("advance 1 day")
    let all = try moments("")
    for day in ["2026-03-03", "2026-03-06", "2026-03-10", "2026-03-11"] {
      #expect(try moments("--since \(day)") == all.filter { $0 >= day }, "\(day)")
      #expect(try moments("--until \(day)") == all.filter { $0 < "\(day) 24" }, "\(day)")
    }
    #expect(try !moments("--since 2026-03-10").isEmpty)
  }

  @Test(arguments: ["2026-02-30", "2026-13-01", "yesterday", "2026-03-02 25:00", "03-02-2026", "2"])
  func `what is no moment is refused before anything is asked`(moment: String) throws {
    for option in ["--since", "--until"] {
      try bench.expectRefused("log \(option) \(moment)", 64, "Nothing was sent")
    }
  }
}
