import PumpPlant
import Quantities
import TestLimits
import Testing

/// Pumps that go into a body and out of it.
@Suite(.limited)
struct BodyTests {
  private func plant(
    tubing: UInt64 = 140_000, smear: UInt64 = 0, mcgPerMl: UInt32 = 2000
  ) throws -> Plant {
    try .sample(.sample(tubingVolume: tubing, frontSmear: smear), mcgPerMl: mcgPerMl)
  }

  /// Empties and refills the reservoir, whose residual is nothing.
  private func refill(_ plant: inout Plant, _ mcgPerMl: UInt32) throws {
    plant.withdraw(.nl(20_000_000))
    try plant.fill(.nl(20_000_000), of: .mcgPerMl(mcgPerMl))
  }

  @Test func `what lay in the catheter comes first, and then what the new pump holds`() throws {
    var old = try plant(mcgPerMl: 500)
    try refill(&old, 2000)
    // 200 000 nL of the strong liquid are in, and 72 000 of the weak one are left, at the tip.
    old.pump(800)
    var body = Body()
    try old.explant(from: &body)
    let catheter = try #require(body.catheter)
    #expect(catheter.volume == .nl(132_000) && catheter.segmentCount == 2)
    #expect(catheter.contents.drug == .pg(156_000_000))
    #expect(body.infused == old.truth.patient)

    var new = try Plant(
      profile: old.profile, reservoir: .nl(20_000_000), concentration: .mcgPerMl(1000),
      isPrimed: false, isImplanted: false)
    #expect(new.truth.catheter.volume == .nl(140_000) && new.truth.isBalanced)
    try new.implant(in: &body)
    #expect(body.catheter == nil && new.truth.isBalanced)
    var given: [UInt64] = []
    for strokes in [288, 240, 560, 400] as [UInt32] {
      let before = new.truth.patient.drug.rawValue
      new.pump(strokes)
      given.append(new.truth.patient.drug.rawValue - before)
    }
    // The old weak liquid, the old strong one, the unprimed tubing, and what the new pump has.
    #expect(given == [36_000_000, 120_000_000, 0, 100_000_000])
    try new.explant(from: &body)
    #expect(body.received == body.infused.drug)
    #expect(body.infused == old.truth.patient + new.truth.patient)
  }

  @Test func `a pump in no body spills, and its catheter's faults do nothing`() throws {
    var plant = try plant()
    var body = Body()
    try plant.explant(from: &body)
    try plant.inject(.catheter, .disconnection)
    plant.pump(1000)
    let truth = plant.truth
    #expect(truth.spilled == Liquid(nl: 250_000, pg: 500_000_000))
    #expect(truth.leaked == .none && truth.patient == .none && truth.isBalanced)
    #expect(truth.catheter.volume == .nl(140_000))
    try plant.implant(in: &body)
    plant.pump(4)
    #expect(plant.truth.leaked.volume == .nl(1000), "in the body it does")
  }

  @Test func `a front that was spreading comes to rest as one liquid, and loses no drug`() throws {
    for smear in [15_000, 60_000, 272_000] as [UInt64] {
      var plant = try plant(smear: smear, mcgPerMl: 500)
      try refill(&plant, 2000)
      plant.pump(UInt32((272_000 - smear / 4) / 250))
      let before = plant.truth
      var body = Body()
      try plant.explant(from: &body)
      let held = try #require(body.catheter).contents + plant.truth.catheter
      #expect(held == before.catheter, "\(smear)")
      try plant.implant(in: &body)
      #expect(plant.truth.catheter == before.catheter && plant.truth.isBalanced, "\(smear)")
      #expect(Plant(bytes: plant.snapshot, profile: plant.profile)?.truth == plant.truth)
      for _ in 0..<3000 { plant.pump(1) }
      #expect(plant.truth.isBalanced, "\(smear)")
    }
  }

  @Test func `a catheter with more fronts than it can tell apart keeps volume and drug`() throws {
    var plant = try plant(tubing: 1000)
    for strength in 1...60 as ClosedRange<UInt32> {
      try refill(&plant, strength)
      plant.pump(17)
    }
    let before = plant.truth.catheter
    var body = Body()
    try plant.explant(from: &body)
    let catheter = try #require(body.catheter)
    #expect(catheter.segmentCount == Catheter.maximumSegments)
    #expect(catheter.contents + plant.truth.catheter == before)
  }

  @Test func `what cannot be is refused and changes nothing`() throws {
    var plant = try plant()
    var body = Body()
    let whole = plant.snapshot
    #expect(throws: ImplantError.implanted) { try plant.implant(in: &body) }
    #expect(plant.snapshot == whole)
    try plant.explant(from: &body)
    let apart = plant.snapshot
    #expect(throws: ImplantError.notImplanted) { try plant.explant(from: &body) }
    var nobody = Body()
    #expect(throws: ImplantError.noCatheter) { try plant.implant(in: &nobody) }
    #expect(!nobody.replaceCatheter(.zero) && !nobody.replaceCatheter(.nl(10_000_001)))
    let isLong = nobody.replaceCatheter(.nl(9_860_001))
    #expect(isLong)
    #expect(throws: ImplantError.pathTooLong) { try plant.implant(in: &nobody) }
    #expect(plant.snapshot == apart && nobody.catheter?.volume == .nl(9_860_001))
    let isTooMuch = nobody.inject(Picograms(rawValue: Body.largestInjection.rawValue + 1))
    #expect(!isTooMuch && nobody.injected == .zero)
    var whole2 = try Plant.sample(.sample())
    #expect(throws: ImplantError.onePiece) { try whole2.explant(from: &body) }
  }
}
