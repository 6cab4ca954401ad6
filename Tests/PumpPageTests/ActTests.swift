import TestLimits
import Testing

@testable import PumpPage

/// What a person did, as the page hands it over.
@Suite(.limited)
struct ActTests {
  @Test func `an act is a pane, a name and the fields as they stand`() throws {
    let act = try #require(Act("clinician/propose\ndose= 110 mcg/day \nperiodic="))
    #expect(act.pane == "clinician" && act.id == "propose")
    #expect(act["dose"] == "110 mcg/day" && act["periodic"].isEmpty && act["other"].isEmpty)
    #expect(Act(act.text) == act)
  }

  @Test(arguments: ["", "clinician", "\n\n"])
  func `what is none is none`(text: String) {
    #expect(Act(text) == nil)
  }

  @Test func `an address takes every letter, and gives it back`() {
    let text = "bench/jump\nlength=3 days & 5 % ü"
    let letters = PageStart.escaped(text)
    #expect(letters.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "&") && $0 != 0x20 })
    #expect(PageStart.unescaped(letters) == text)
    #expect(PageStart.unescaped("%4") == nil && PageStart.unescaped("%GG") == nil)
  }
}
