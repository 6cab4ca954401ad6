import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

/// Snapshots with faults and with a front that spreads, wrong in one way only.
@Suite(.limited)
struct SnapshotFaultTests {
  /// Where the fields are: the faults of motor, catheter, reservoir, battery; what they carry.
  private enum At {
    static let motor = 177
    static let catheter = 187
    static let reservoir = 197
    static let battery = 207
    static let commanded = 217
    static let volumeCarry = 221
    static let drugCarry = 222
    static let pocketCarry = 223
    static let drainBegan = 227
    static let mixer = 235
    static let steady = 237
    static let arrived = 238
    static let leaving = 246
    static let pending = 266
  }

  private func accepts(_ plant: Plant, _ changes: [Int: UInt8]) -> Bool {
    var bytes = plant.snapshot
    for (offset, byte) in changes { bytes[offset] = byte }
    return Plant(bytes: bytes, profile: plant.profile) != nil
  }

  private static func faulty() throws -> Plant {
    var plant = try Plant.sample(.sample())
    plant.advance(to: .ms(1000))
    try plant.inject(.motor, .intermittent, 200)
    try plant.inject(.catheter, .leak, 33)
    try plant.inject(.reservoir, .leak, 40_000)
    try plant.inject(.battery, .drain, 7)
    plant.pump(strokes: 55, until: .ms(98_765))
    return plant
  }

  @Test func `faults and what they carry are in it`() throws {
    let plant = try Self.faulty()
    let bytes = plant.snapshot
    #expect(Array(bytes[At.motor..<At.motor + 3]) == [5, 1, 200])
    #expect(Array(bytes[At.catheter..<At.catheter + 3]) == [7, 1, 33])
    #expect(bytes[At.reservoir] == 7)
    #expect(Array(bytes[At.battery..<At.battery + 3]) == [10, 1, 7])
    #expect(bytes[At.commanded] == 55)
    #expect(UInt64(bytes[At.volumeCarry]) == 55 * 250 * 33 % 100)
    #expect(bytes[At.drainBegan] == 1000 & 255)
    let copy = try #require(Plant(bytes: bytes, profile: plant.profile))
    for index in PlantUnit.all.indices {
      #expect(copy.fault(of: PlantUnit.all[index]) == plant.fault(of: PlantUnit.all[index]))
    }
  }

  @Test func `a fault is one that there is, with a value it can have`() throws {
    let plant = try Self.faulty()
    #expect(accepts(plant, [:]))
    #expect(!accepts(plant, [At.motor: 0]), "no fault with a value")
    #expect(!accepts(plant, [At.motor: 6]), "a motor does not occlude")
    #expect(!accepts(plant, [At.motor: 255]))
    #expect(!accepts(plant, [At.motor + 1: 2]))
    #expect(!accepts(plant, [At.motor + 1: 0]), "a value, and none")
    #expect(!accepts(plant, [At.motor + 1: 0, At.motor + 2: 0]), "a value is missing")
    #expect(!accepts(plant, [At.catheter + 2: 101]))
    #expect(!accepts(plant, [At.catheter + 9: 255]))
    #expect(!accepts(plant, [At.battery: 11, At.battery + 1: 0, At.battery + 2: 0]))
    let dead: [Int: UInt8] = [
      At.battery: 12, At.battery + 1: 0, At.battery + 2: 0, At.drainBegan: 0,
    ]
    #expect(!accepts(plant, dead), "a drain began, and there is none")
    #expect(accepts(plant, dead.merging([At.drainBegan + 1: 0]) { $1 }))
  }

  @Test func `what is carried is less than one of it, and belongs to a fault`() throws {
    let plant = try Self.faulty()
    #expect(accepts(plant, [At.commanded: 199]))
    #expect(!accepts(plant, [At.commanded: 200]))
    #expect(accepts(plant, [At.volumeCarry: 99, At.drugCarry: 99]))
    #expect(!accepts(plant, [At.volumeCarry: 100]))
    #expect(!accepts(plant, [At.drugCarry: 100]))
    #expect(!accepts(plant, [At.pocketCarry + 3: 6]))
    #expect(!accepts(plant, [At.drainBegan + 2: 2]), "it begins later than now")
    let healthy = try Plant.sample(.sample())
    for field in At.commanded..<At.mixer { #expect(!accepts(healthy, [field: 1])) }
  }

  @Test func `a stall that is over is not one`() throws {
    var plant = try Plant.sample(.sample())
    plant.advance(to: .ms(99))
    try plant.inject(.motor, .stall, 100)
    #expect(accepts(plant, [:]))
    #expect(!accepts(plant, [1: 100]))
    #expect(accepts(plant, [At.motor + 1: 0, At.motor + 2: 0]), "without an end")
  }

  /// A front of 2 pg/nL on its way out of 3 pg/nL, after three steps and a half.
  private static func mixing() throws -> Plant {
    let profile = try PlantProfile.sample(strokeVolume: 5, pathVolume: 1000, frontSmear: 150)
    var plant = try Plant.sample(profile, reservoir: 10_000, mcgPerMl: 3)
    plant.withdraw(.nl(10_000))
    try plant.fill(.nl(20_000), of: .mcgPerMl(2))
    plant.pump(184 + 7)
    return plant
  }

  @Test func `a front that spreads is in it`() throws {
    let plant = try Self.mixing()
    let bytes = plant.snapshot
    #expect(Array(bytes[At.mixer...At.steady]) == [1, 0, 3])
    #expect(bytes[At.arrived] == 10, "5 nL of the next step")
    #expect(bytes[At.leaving] == 5, "and as many of the last one left")
    #expect(accepts(plant, [:]))
    #expect(!accepts(plant, [At.mixer: 0]), "there is something, and nothing mixes")
    #expect(!accepts(plant, [At.mixer: 2]))
    #expect(!accepts(plant, [At.mixer + 1: 1]), "broken and steady")
    #expect(accepts(plant, [At.mixer + 1: 1, At.steady: 0]))
    #expect(!accepts(plant, [At.mixer + 1: 2, At.steady: 0]))
    #expect(accepts(plant, [At.steady: 15]))
    #expect(!accepts(plant, [At.steady: 16]))
    #expect(!accepts(plant, [At.leaving: 0]))
    #expect(!accepts(plant, [At.leaving: 11]))
    #expect(!accepts(plant, [At.pending + 7: 128]), "out of balance, and no trap")
    #expect(!accepts(plant, [At.pending + 7: 128, At.pending + 15: 128]), "nor past 64 bits")
    #expect(try Plant(bytes: plant.snapshot, profile: .sample(strokeVolume: 5)) == nil)
  }

  @Test func `a front in the stretch is one that spreads`() throws {
    var plant = try Plant.sample(.sample(strokeVolume: 5, pathVolume: 1000), reservoir: 0)
    try plant.fill(.nl(20_000), of: .mcgPerMl(2))
    plant.pump(190)
    let bytes = plant.snapshot
    let smeared = try PlantProfile.sample(strokeVolume: 5, pathVolume: 1000, frontSmear: 150)
    #expect(Plant(bytes: bytes, profile: plant.profile) != nil)
    #expect(Plant(bytes: bytes, profile: smeared) == nil)
  }

  @Test func `drug piled up in a step leaves no stronger than there can be`() throws {
    let profile = try PlantProfile.sample(strokeVolume: 5, pathVolume: 1000, frontSmear: 150)
    var plant = try Plant.sample(profile, reservoir: 0, mcgPerMl: 1_000_000)
    try plant.fill(.nl(20_000), of: .mcgPerMl(999_999))
    plant.pump(184 + 7)
    /// The snapshot with drug moved from one field to another.
    func moved(from source: Int, to target: Int, _ drug: UInt64) -> [UInt8] {
      var bytes = plant.snapshot
      for (offset, sign) in [(source, 0 &- drug), (target, drug)] {
        var value: UInt64 = 0
        for index in (0..<8).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        value &+= sign
        for index in 0..<8 {
          bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
        }
      }
      return bytes
    }
    let piled = moved(from: At.pending + 8, to: At.pending, 7_000_000)
    var heavy = try #require(Plant(bytes: piled, profile: profile))
    heavy.pump(1000)
    #expect(heavy.truth.isBalanced)
    #expect(heavy.snapshot[At.mixer] == 0)
    #expect(
      Plant(bytes: moved(from: At.pending, to: At.arrived, 6), profile: profile) == nil,
      "5 nL of 999 999 pg/nL have arrived, 5 pg short of the strongest")
    #expect(Plant(bytes: moved(from: At.pending, to: At.arrived, 5), profile: profile) != nil)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `one strength throughout is at rest soon after the last front`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let smear = random.from(15...5000)
    let profile = try PlantProfile.sample(
      strokeVolume: 1, pathVolume: 5000, frontSmear: smear, reservoirCapacity: 2_000_000)
    var plant = try Plant.sample(profile, reservoir: 1 + random.below(100_000), mcgPerMl: 1900)
    // A strength with a fraction of any denominator.
    try plant.fill(.nl(1 + random.below(1_000_000)), of: .mcgPerMl(UInt32(random.below(3000))))
    plant.pump(5000)
    #expect(plant.snapshot[At.mixer] == 1)
    plant.pump(UInt32(2 * smear))
    #expect(plant.snapshot[At.mixer] == 0, "seed \(seed)")
    #expect(plant.snapshot[378] == 1, "one stretch")
    #expect(plant.truth.isBalanced)
  }
}
