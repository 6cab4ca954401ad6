import PumpPlant
import Quantities
import TestLimits
import Testing

/// Snapshots that are wrong in one way only, all the amounts adjusted to agree.
@Suite(.limited)
struct SnapshotInvariantTests {
  /// Where the fields of the layout are.
  private enum At {
    static let strokes = 9
    static let strokeCarry = 17
    static let filled = 21
    static let withdrawn = 37
    static let patient = 117
    static let startDrug = 133
    static let drained = 141
    static let telemetry = 149
    static let reservoir = 157
    static let faults = 177
    static let carries = 217
    static let mixer = 235
    static let count = 378
    static func segment(_ index: Int) -> Int { 379 + 20 * index }
  }

  /// 2997 nL of a third of a picogram each in the reservoir; 3 nL of it and 997 drug-free in line.
  private static func plant() throws -> Plant {
    let profile = try PlantProfile.sample(strokeVolume: 1, pathVolume: 1000)
    var plant = try Plant.sample(profile, reservoir: 2000, mcgPerMl: 0, isPrimed: false)
    try plant.fill(.nl(1000), of: .mcgPerMl(1))
    plant.pump(3)
    return plant
  }

  /// Whether a plant with some numbers added to fields (offset, width, amount) is accepted.
  private func accepts(_ changes: [(at: Int, width: Int, add: UInt64)]) throws -> Bool {
    let plant = try Self.plant()
    var bytes = plant.snapshot
    for change in changes {
      var value: UInt64 = 0
      for index in (0..<change.width).reversed() {
        value = value << 8 | UInt64(bytes[change.at + index])
      }
      value &+= change.add
      for index in 0..<change.width {
        bytes[change.at + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
      }
    }
    return Plant(bytes: bytes, profile: plant.profile) != nil
  }

  private let minusOne = UInt64.max

  @Test func `the plant they start from is accepted, and so is a harmless change`() throws {
    #expect(try accepts([]))
    #expect(try accepts([(At.strokes, 8, 1)]))
    #expect(try accepts([(At.filled, 8, 5), (At.withdrawn, 8, 5)]))
  }

  @Test func `a line has 1 through 64 segments, none empty, that fill the path`() throws {
    #expect(try !accepts([(At.count, 1, minusOne), (At.count, 1, minusOne)]))
    #expect(try !accepts([(At.count, 1, 63)]))
    #expect(try !accepts([(At.count, 1, 1), (At.segment(2) + 12, 4, 1)]), "an empty segment")
    #expect(try !accepts([(At.segment(0), 4, minusOne), (At.patient, 8, 1)]), "a gap in the path")
    #expect(try !accepts([(At.segment(2) + 12, 4, 1)]), "a segment that is not in use")
  }

  @Test func `a full line does not have a 65th segment`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 0)
    for strength in 1...100 as ClosedRange<UInt32> {
      try plant.fill(.nl(500), of: .mcgPerMl(strength))
      plant.pump(2)
    }
    var bytes = plant.snapshot
    #expect(bytes[At.count] == 64)
    #expect(Plant(bytes: bytes, profile: plant.profile)?.truth == plant.truth)
    for count in 65...255 as ClosedRange<UInt8> {
      bytes[At.count] = count
      #expect(Plant(bytes: bytes, profile: plant.profile) == nil)
    }
  }

  @Test func `a strength is a fraction in lowest terms, not above the strongest`() throws {
    let field = At.segment(0)
    #expect(try !accepts([(field + 12, 4, minusOne)]), "a zero denominator")
    #expect(try !accepts([(field + 12, 4, 1)]), "0/2 for 0/1")
    let drug: [(at: Int, width: Int, add: UInt64)] = [
      (At.startDrug, 8, 1000), (At.patient + 8, 8, 3),
    ]
    #expect(try accepts(drug + [(field + 4, 4, 1)]))
    #expect(try !accepts(drug + [(field + 8, 4, 1)]), "1/1 for 1")
    for (whole, isAccepted) in [(999_999, true), (1_000_000, false)] as [(UInt64, Bool)] {
      let changes = [(At.reservoir + 4, 4, whole), (At.filled + 8, 8, 2997 * whole)]
      #expect(try accepts(changes) == isAccepted, "\(whole) and a third")
    }
  }

  @Test func `a carried fraction is less than one, and is used up with the reservoir`() throws {
    #expect(try !accepts([(At.reservoir + 16, 4, 3), (At.filled + 8, 8, 1)]), "three thirds")
    #expect(try !accepts([(At.reservoir + 16, 4, 1)]), "a third that came from nowhere")
  }

  @Test func `the line began with one concentration`() throws {
    #expect(try accepts([(At.startDrug, 8, 1000), (At.patient + 8, 8, 1000)]))
    #expect(try !accepts([(At.startDrug, 8, 1), (At.patient + 8, 8, 1)]))
    let tooStrong: UInt64 = 1000 * 1_000_001
    #expect(try !accepts([(At.startDrug, 8, tooStrong), (At.patient + 8, 8, tooStrong)]))
  }

  @Test func `a life's counters are bounded`() throws {
    let volume: UInt64 = 1_000_000_000_000
    #expect(try !accepts([(At.filled, 8, volume), (At.withdrawn, 8, volume)]))
    let drug: UInt64 = 4_000_000_000
    #expect(try !accepts([(At.filled + 8, 8, drug), (At.withdrawn + 8, 8, drug)]))
    #expect(try !accepts([(At.strokes, 8, 1 << 40)]), "more strokes than energy")
    #expect(try accepts([(At.strokes, 8, minusOne)]), "a stroke can move more under a fault")
    #expect(
      try !accepts([(At.strokes, 8, 0 &- 3)]), "more pumped than strokes can have moved")
    #expect(try accepts([(At.strokeCarry, 4, 999_999)]))
    #expect(try !accepts([(At.strokeCarry, 4, 1_000_000)]))
    #expect(try accepts([(At.drained, 8, 6_311_520_000_000)]))
    #expect(try !accepts([(At.drained, 8, 6_311_520_000_001)]))
    #expect(try accepts([(At.telemetry, 8, 6_311_520_000_000)]))
    #expect(try !accepts([(At.telemetry, 8, 6_311_520_000_001)]))
  }
}
