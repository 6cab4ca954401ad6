import Console
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

@Suite(.limited)
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

  @Test func `on narrow paper a gauge has ten places`() {
    #expect(Picture.gauge(20, of: 40, on: Paper(width: 40)) == "[█████░░░░░]")
  }
}
