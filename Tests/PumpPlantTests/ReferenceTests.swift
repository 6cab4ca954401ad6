import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

/// Random lives against a plant made of single nanolitres.
@Suite(.limited)
struct ReferenceTests {
  private struct Twins {
    var random: SplitMix64
    var plant: Plant
    var reference: ReferencePlant

    init(seed: UInt64) throws {
      random = SplitMix64(seed: seed)
      let profile = try PlantProfile.sample(
        strokeVolume: 20 + random.below(300),
        strokeErrorPPM: Int32(random.below(290_001)) - 145_000,
        pathVolume: 15 + random.below(6000), reservoirCapacity: 40_000 + random.below(100_000),
        residualVolume: random.below(2) == 0 ? 0 : random.below(20_000),
        batteryCapacity: 1_000_000_000 + random.below(30_000_000_000))
      let volume = random.below(profile.reservoirCapacity.rawValue + 1)
      let strength = UInt32(random.below(2001))
      let isPrimed = random.below(2) == 0
      plant = try Plant.sample(profile, reservoir: volume, mcgPerMl: strength, isPrimed: isPrimed)
      reference = ReferencePlant(
        profile, reservoir: volume, mcgPerMl: strength, isPrimed: isPrimed)
    }

    /// One step of both lives; strokes in pieces of any size for the plant.
    mutating func step() throws {
      let later = plant.therapyTime.rawValue + random.below(7_200_000)
      switch random.below(14) {
      case 0:
        plant.advance(to: .ms(later))
        reference.advance(to: later)
      case 1:
        let volume = random.below(plant.truth.reservoir.volume.rawValue * 2 + 1)
        plant.withdraw(.nl(volume))
        reference.withdraw(volume)
      case 2, 3:
        let room = plant.profile.reservoirCapacity - plant.truth.reservoir.volume
        let volume = random.below(room.rawValue + 1)
        let strength = UInt32(random.below(random.below(2) == 0 ? 4 : 5000))
        try plant.fill(.nl(volume), of: .mcgPerMl(strength))
        reference.fill(volume, mcgPerMl: strength)
      case 4, 5: try inject(after: later)
      case 6:
        let unit = PlantUnit.all[Int(random.below(4))]
        plant.clear(unit)
        reference.clear(unit)
      default: try pump(until: later)
      }
    }

    private mutating func pump(until time: UInt64) throws {
      let wanted = UInt32(random.below(120))
      var rest = wanted
      var performed: UInt32 = 0
      repeat {
        let piece = random.below(3) == 0 ? rest : UInt32(random.below(UInt64(rest) + 1))
        performed += plant.pump(strokes: piece, until: .ms(time))
        rest -= piece
      } while rest > 0
      try #require(performed == reference.pump(wanted, until: time))
    }

    /// The highest value that single nanolitres are still counted with in good time.
    private func most(_ unit: PlantUnit, _ kind: PlantFaultKind) -> Int64 {
      switch kind {
      case .drift, .overInfusion: 3_000_000
      case .leak: unit == .reservoir ? 90_000 : .max
      case .wrongContents: 3000
      case .runaway, .intermittent: 9
      case .stall, .occlusion, .disconnection, .drain, .dead: .max
      }
    }

    private mutating func inject(after time: UInt64) throws {
      let unit = PlantUnit.all[Int(random.below(4))]
      let kind = PlantFaultKind.all[Int(random.below(UInt64(PlantFaultKind.all.count)))]
      let range: ClosedRange<Int64>?
      switch PlantFault.value(of: unit, kind) {
      case nil: return
      case .some(.none): range = nil
      case .moment:
        let first = Int64(plant.therapyTime.rawValue) + 1
        guard first <= Int64(time) else { return }
        range = first...Int64(time)
      case .within(let all, _): range = all.clamped(to: .min...most(unit, kind))
      }
      let value = range.map { range in
        range.lowerBound + Int64(random.below(UInt64(range.upperBound - range.lowerBound) + 1))
      }
      let fault = try #require(PlantFault(unit: unit, kind: kind, value: value))
      try plant.inject(fault)
      reference.inject(fault)
    }
  }

  @Test(arguments: 1...16 as ClosedRange<UInt64>)
  func `a random life with faults is that of single nanolitres`(seed: UInt64) throws {
    var twins = try Twins(seed: seed)
    for step in 0..<200 {
      try twins.step()
      let truth = twins.plant.truth
      let reference = twins.reference
      let note: Comment = "seed \(seed), step \(step)"
      try #require(truth.isBalanced, note)
      try #require(truth.filled == reference.filled, note)
      try #require(truth.withdrawn == reference.withdrawn, note)
      try #require(truth.replaced == reference.replaced, note)
      try #require(truth.pocket == reference.pocket, note)
      try #require(truth.pumped == reference.pumped, note)
      try #require(truth.reservoir == reference.reservoir.above, note)
      try #require(truth.reservoir + truth.residual == reference.reservoir.all, note)
      try #require(truth.catheter == reference.catheter, note)
      try #require(truth.leaked == reference.leaked, note)
      try #require(truth.patient == reference.patient, note)
      try #require(truth.strokes == reference.strokes, note)
      try #require(truth.batteryRemaining.rawValue == reference.energyLeft, note)
    }
  }
}
