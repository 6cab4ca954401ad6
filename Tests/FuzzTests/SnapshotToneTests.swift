import PumpWorld
import TestLimits
import Testing

/// Worlds that no pump can have come to.
@Suite(.limited)
struct SnapshotToneTests {
  @Test(arguments: [27, 35])
  func `a snapshot with more tones than can be counted is no world`(place: Int) throws {
    let setup = FuzzPumps.setups[0]
    var bytes = FuzzPumps.pumps[0].world.snapshot
    #expect(World(snapshot: bytes.span, profile: setup.plant) != nil)
    let start = bytes.count - 107 + place
    bytes.replaceSubrange(start..<start + 8, with: [UInt8](repeating: 0xFF, count: 8))
    #expect(World(snapshot: bytes.span, profile: setup.plant) == nil)
  }
}
