import PumpPlant
import Quantities
import TestSupport
import Testing

/// A random pump and a random life for it: strokes, rests, refills, rinses and faults.
struct RandomLife {
  var random: SplitMix64
  var plant: Plant
  /// What the steps themselves put in and took out, counted apart from the plant.
  var filled: Liquid
  var withdrawn = Liquid.none
  var replaced = Liquid.none
  /// The body the pump is in, or was in last, or will be in.
  var body = Body()
  /// What was injected into it.
  var injected = Picograms.zero
  /// The volume of the path as it has to be.
  var path: Nanolitres

  /// Whether the pump is moved from body to body.
  private let moves: Bool

  init(seed: UInt64, moves: Bool = true) throws {
    self.moves = moves
    random = SplitMix64(seed: seed)
    let path = 15 + random.below(400_000)
    let profile = try PlantProfile.sample(
      strokeVolume: 1 + random.below(1000),
      strokeErrorPPM: Int32(random.below(290_001)) - 145_000, pathVolume: path,
      tubingVolume: random.below(4) == 0 ? 0 : random.from(1...path - 1),
      frontSmear: random.below(2) == 0 ? 0 : random.from(15...path),
      reservoirCapacity: 1_000_000 + random.below(40_000_000),
      residualVolume: random.below(2) == 0 ? 0 : random.below(1_000_000),
      batteryCapacity: 1_000_000_000_000 + random.below(6_000_000_000_000))
    let volume = Nanolitres.nl(random.below(profile.reservoirCapacity.rawValue + 1))
    let concentration = Concentration.mcgPerMl(UInt32(random.below(2001)))
    plant = try Plant(
      profile: profile, reservoir: volume, concentration: concentration,
      isPrimed: random.below(2) == 0)
    self.path = profile.pathVolume
    filled = Liquid(volume + profile.residualVolume, of: concentration)
  }

  /// One step of the life.
  mutating func step() throws {
    switch random.below(13) {
    case 0: plant.advance(to: later(86_400_000))
    case 1:
      withdrawn += plant.withdraw(.nl(random.below(plant.truth.reservoir.volume.rawValue * 2 + 1)))
    case 2: try fill()
    case 3: plant.pump(strokes: UInt32(random.below(20_000)), until: later(86_400_000))
    case 4: try inject()
    case 5:
      let unit = PlantUnit(rawValue: UInt8(random.below(4)))
      plant.clear(try #require(unit))
    case 6 where moves: try move()
    default: plant.pump(strokes: UInt32(random.below(30)), until: later(600_000))
    }
  }

  /// The pump is taken out of a body or put into one, which may have got another catheter, or drug
  /// by hand, meanwhile.
  private mutating func move() throws {
    let drug = Picograms(rawValue: random.below(200_000_000))
    let isInjected = body.inject(drug)
    try #require(isInjected)
    injected = injected + drug
    guard plant.isImplanted else {
      if random.below(3) == 0 {
        let isReplaced = body.replaceCatheter(.nl(1 + random.below(300_000)))
        try #require(isReplaced)
      }
      path = try #require(body.catheter).volume + plant.profile.tubingVolume
      return try plant.implant(in: &body)
    }
    guard plant.profile.tubingVolume > .zero else {
      #expect(throws: ImplantError.onePiece) { try plant.explant(from: &body) }
      return
    }
    try plant.explant(from: &body)
    path = plant.profile.tubingVolume
  }

  /// A fault of the plant, of any kind and strength.
  mutating func fault() throws -> PlantFault {
    while true {
      let unit = PlantUnit.all[Int(random.below(4))]
      let kind = PlantFaultKind.all[Int(random.below(UInt64(PlantFaultKind.all.count)))]
      let value: Int64?
      switch PlantFault.value(of: unit, kind) {
      case nil: continue
      case .some(.none): value = nil
      case .moment:
        value = Int64(later(2 * 86_400_000).after(Milliseconds(rawValue: 1)).rawValue)
      case .within(let range, _):
        let span = min(UInt64(range.upperBound - range.lowerBound), 3_000_000)
        value = range.lowerBound + Int64(random.below(span + 1))
      }
      return try #require(PlantFault(unit: unit, kind: kind, value: value))
    }
  }

  private mutating func inject() throws {
    let fault = try fault()
    let before = plant.truth
    try plant.inject(fault)
    guard fault.kind == .wrongContents else { return }
    let all = before.reservoir + before.residual
    replaced += all
    filled += Liquid(all.volume, of: wrong)
  }

  /// What the reservoir's contents are while they are wrong.
  private var wrong: Concentration? {
    .mcgPerMl(UInt32(truncatingIfNeeded: plant.fault(of: .reservoir)?.value ?? 0))
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
    let isWrong = plant.fault(of: .reservoir)?.kind == .wrongContents
    filled += Liquid(volume, of: isWrong ? wrong : concentration)
  }
}
