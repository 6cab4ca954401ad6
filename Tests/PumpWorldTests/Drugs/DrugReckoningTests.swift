import PumpPlant
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpWorld

/// A world and a reckoning of it that live through the same.
private struct DrugLife {
  static let drugs: [DrugCode] = [.baclofen, .morphine, .ziconotide]
  var random: SplitMix64
  var world: World
  var told: DrugReckoning

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let catheter = random.from(20...60)
    let profile = try PlantProfile(
      strokeVolume: .nl(DrugReckoning.stroke), strokeErrorPPM: 0,
      pathVolume: .nl(UInt64(DrugReckoning.tubing) + catheter),
      tubingVolume: .nl(UInt64(DrugReckoning.tubing)), reservoirCapacity: .nl(5000),
      residualVolume: .nl(DrugReckoning.residual),
      batteryCapacity: Nanojoules(rawValue: 6_000_000_000_000), idlePower: 20,
      strokeEnergy: Nanojoules(rawValue: 288_000))
    let (fill, strength) = (random.below(5001), random.from(1...2000))
    world = World(
      plant: try Plant(
        profile: profile, reservoir: .nl(fill), concentration: .strength(UInt32(strength)),
        isPrimed: true))
    told = DrugReckoning(fill: fill, strength: strength, catheter: Int(catheter))
  }

  mutating func step() throws {
    switch random.below(12) {
    case 0, 1:
      let volume = random.below(5000 - told.usable + 1)
      let drug = Self.drugs[Int(random.below(3))]
      let strength = random.once(in: 6) ? 0 : random.from(1...2000)
      told.fill(volume, drug, strength)
      try world.fill(
        .nl(volume), of: Concentration(microgramsPerMillilitre: UInt32(strength)), drug)
    case 2:
      let volume = random.below(6000)
      let there = told.usable
      try check(world.withdraw(.nl(volume)), min(volume, there), told.withdraw(volume))
    case 3:
      let there = told.usable + DrugReckoning.residual
      try check(try world.rinse(), there, told.rinse())
    case 4:
      let (drug, amount) = (Self.drugs[Int(random.below(3))], random.below(50_000_000))
      told.injected &+= DrugReckoning.amounts(drug, amount)
      try world.inject(Picograms(rawValue: amount), of: drug)
    case 5, 6: try move()
    case 7: try fail()
    case 8:
      // A file, and a body that goes out of the house and comes back.
      let bytes = world.snapshot
      let read = World(snapshot: bytes.span, profile: world.plant.profile)
      world = try #require(read)
      try #require(world.snapshot == bytes)
      if !world.plant.isImplanted { try world.take(try world.release()) }
    default: break
    }
    // Enough for what stands in the path to be of a few liquids only.
    let strokes = random.from(2...30)
    told.pump(strokes)
    _ = world.pump(strokes: UInt32(strokes), until: world.plant.therapyTime)
  }

  private mutating func move() throws {
    if world.plant.isImplanted {
      told.explant()
      return try world.explant()
    }
    let length = random.once(in: 2) ? Int(random.from(20...60)) : nil
    told.implant(new: length)
    try world.implant(newCatheter: length.map { .nl(UInt64($0)) })
  }

  private mutating func fail() throws {
    let isWrong = told.wrong != nil
    if random.once(in: 2) {
      told.isDisconnected.toggle()
      guard told.isDisconnected else { return world.clear(.catheter) }
      try world.inject(try #require(PlantFault(unit: .catheter, kind: .disconnection)))
    } else if isWrong {
      told.wrong = nil
      world.clear(.reservoir)
    } else {
      let strength = random.below(2001)
      told.makeWrong(strength)
      try world.inject(
        try #require(
          PlantFault(unit: .reservoir, kind: .wrongContents, value: Int64(strength))))
    }
  }

  private func check(
    _ drawn: DrawnLiquid, _ volume: UInt64, _ came: DrugReckoning.Amounts
  ) throws {
    try #require(drawn.liquid.volume == .nl(volume))
    try #require(drawn.liquid.drug.rawValue == came.wrappedSum())
    try #require(drawn.drugs.isEmpty == world.others.isEmpty)
    for part in drawn.drugs {
      try #require(part.amount.rawValue == came[Int(part.drug.rawValue) - 1])
    }
  }

  /// Holds all that is and was anywhere to the reckoning, and each drug's balance.
  func check() throws {
    for (index, drug) in Self.drugs.enumerated() {
      let other = world.others.first { $0.drug == drug }
      let isIt = drug == .baclofen
      guard let plant = isIt ? world.plant : other?.plant,
        let body = isIt ? world.body : other?.body
      else {
        try #require(told.filled[index] == 0 && told.injected[index] == 0)
        continue
      }
      let truth = plant.truth
      try #require(truth.isBalanced)
      func same(_ found: Liquid, _ amounts: DrugReckoning.Amounts) throws {
        try #require(found.drug.rawValue == amounts[index], "\(drug)")
      }
      try same(truth.filled, told.filled)
      try same(truth.withdrawn, told.withdrawn)
      try same(truth.replaced, told.replaced)
      try same(truth.reservoir + truth.residual, told.left)
      try same(truth.pumped, told.pumped)
      try same(truth.catheter, told.path.reduce(.init(), &+))
      try same(truth.patient, told.patient)
      try same(truth.leaked, told.leaked)
      try same(truth.spilled, told.spilled)
      try same(body.removed, told.removed)
      try same(body.catheter?.contents ?? .none, (told.catheter ?? []).reduce(.init(), &+))
      try #require(body.injected.rawValue == told.injected[index])
      try #require(body.received(beside: plant).rawValue == (told.patient &+ told.injected)[index])
      // All drugs are in the same volumes.
      try #require(plant.withoutDrug.truth == world.plant.withoutDrug.truth)
    }
  }
}

@Suite(.limited)
struct DrugReckoningTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `each drug is where a simple reckoning has it, to the picogram, whatever is done`(
    seed: UInt64
  ) throws {
    var life = try DrugLife(seed: seed)
    var most = 0
    for _ in 0..<300 {
      try life.step()
      try life.check()
      most = max(most, life.world.others.count)
    }
    #expect(most == 2, "all three drugs met")
  }
}
