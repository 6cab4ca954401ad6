import PumpPlant
import Quantities
import TestSupport

/// A random pump and a random life for it: strokes, rests, refills and rinses.
struct RandomLife {
  var random: SplitMix64
  var plant: Plant
  /// What the steps themselves put in and took out, counted apart from the plant.
  var filled: Liquid
  var withdrawn = Liquid.none

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let profile = try PlantProfile.sample(
      strokeVolume: 1 + random.below(1000),
      strokeErrorPPM: Int32(random.below(290_001)) - 145_000,
      pathVolume: 1 + random.below(400_000),
      reservoirCapacity: 1_000_000 + random.below(40_000_000),
      batteryCapacity: 1_000_000_000_000 + random.below(6_000_000_000_000))
    let volume = Nanolitres.nl(random.below(profile.reservoirCapacity.rawValue + 1))
    let concentration = Concentration.mcgPerMl(UInt32(random.below(2001)))
    plant = try Plant(
      profile: profile, reservoir: volume, concentration: concentration,
      isPrimed: random.below(2) == 0)
    filled = Liquid(volume, of: concentration)
  }

  /// One step of the life.
  mutating func step() throws {
    switch random.below(10) {
    case 0: plant.advance(to: later(86_400_000))
    case 1:
      withdrawn += plant.withdraw(.nl(random.below(plant.truth.reservoir.volume.rawValue * 2 + 1)))
    case 2: try fill()
    case 3: plant.pump(strokes: UInt32(random.below(20_000)), until: later(86_400_000))
    default: plant.pump(strokes: UInt32(random.below(30)), until: later(600_000))
    }
  }

  private mutating func later(_ most: UInt64) -> TherapyTime {
    plant.therapyTime.after(Milliseconds(rawValue: random.below(most)))
  }

  private mutating func fill() throws {
    let room = plant.profile.reservoirCapacity - plant.truth.reservoir.volume
    let volume = Nanolitres.nl(random.below(room.rawValue + 1))
    // Weak liquids too: there a picogram per nanolitre is far from a fine scale.
    let strongest: UInt64 = random.below(2) == 0 ? 4 : 1_000_001
    let concentration = Concentration.mcgPerMl(UInt32(random.below(strongest)))
    try plant.fill(volume, of: concentration)
    filled += Liquid(volume, of: concentration)
  }
}
