import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

/// The closed form for many strokes against the same strokes one by one.
@Suite(.limited)
struct GroupingTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `strokes in one call or one by one leave the same plant`(seed: UInt64) throws {
    var life = try RandomLife(seed: seed)
    var singles = life.plant
    var random = SplitMix64(seed: ~seed)
    for round in 0..<60 {
      let strokes = UInt32(random.below(400))
      let performed = life.plant.pump(strokes)
      var turned: UInt32 = 0
      for _ in 0..<strokes { turned += singles.pump(1) }
      try #require(performed == turned, "seed \(seed), round \(round)")
      try #require(life.plant.truth == singles.truth, "seed \(seed), round \(round)")
      // The snapshot sees what the truth adds up: every segment, every carried fraction.
      try #require(life.plant.snapshot == singles.snapshot, "seed \(seed), round \(round)")
      if random.below(4) == 0 { try life.step() }
      singles = try #require(Plant(bytes: life.plant.snapshot, profile: singles.profile))
    }
  }

  @Test func `more fills than the line has segments, in one call or one by one`() throws {
    let profile = try PlantProfile.sample(strokeErrorPPM: 12_345, pathVolume: 900_000)
    var random = SplitMix64(seed: 7)
    var together = try Plant.sample(profile, reservoir: 0, isPrimed: false)
    var singles = together
    for round in 0..<200 {
      let strength = Concentration.mcgPerMl(UInt32(random.below(3000)))
      let volume = Nanolitres.nl(1 + random.below(9000))
      try together.fill(volume, of: strength)
      try singles.fill(volume, of: strength)
      let strokes = UInt32(random.below(40))
      together.pump(strokes)
      for _ in 0..<strokes { singles.pump(1) }
      try #require(together.snapshot == singles.snapshot, "seed 7, round \(round)")
    }
    #expect(together.truth.isBalanced)
  }

  @Test func `time and strokes may be grouped at will while the battery lasts`() throws {
    var together = try Plant.sample(.sample(strokeErrorPPM: -777))
    var apart = together
    together.pump(strokes: 1000, until: .ms(86_400_000))
    for stroke in 1...1000 as ClosedRange<UInt64> {
      apart.advance(to: .ms(stroke * 86_400 - 43_200))
      apart.pump(strokes: 1, until: .ms(stroke * 86_400))
    }
    #expect(together.truth == apart.truth)
  }
}
