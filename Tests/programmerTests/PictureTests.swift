import Testing

@testable import programmer

struct PictureTests {
  @Test(
    arguments: [
      (0, 40, 0), (1, 40, 1), (20, 40, 10), (39, 40, 20), (40, 40, 20), (50, 40, 20), (0, 0, 0),
      (5, 0, 0),
    ] as [(UInt64, UInt64, Int)])
  func `a gauge is filled in proportion, and never beyond its ends`(
    value: UInt64, full: UInt64, filled: Int
  ) {
    let gauge = Picture.gauge(value, of: full)
    #expect(gauge.count == 22)
    #expect(gauge.filter { $0 == "█" }.count == filled)
    #expect(gauge.filter { $0 == "░" }.count == 20 - filled)
  }

  @Test func `a day is drawn in 24 hours`() {
    let flat = Picture.day(nanogramsPerDay: Array(repeating: 100, count: 24), full: 100)
    #expect(flat == "0h |\(String(repeating: "█", count: 24))| 24h")
    let nothing = Picture.day(nanogramsPerDay: Array(repeating: 0, count: 24), full: 100)
    #expect(nothing == "0h |\(String(repeating: " ", count: 24))| 24h")
  }

  @Test func `little is not nothing, and nothing is not little`() {
    let hours = Picture.day(nanogramsPerDay: [0, 1, 50, 99, 100], full: 100)
    #expect(hours == "0h | ▁▄██| 24h")
    #expect(Picture.day(nanogramsPerDay: [5], full: 0) == "0h | | 24h")
  }
}
