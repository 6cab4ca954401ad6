import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct MassBalanceTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `mass balances to the nL and the pg at every step of a random life`(seed: UInt64) throws {
    var life = try RandomLife(seed: seed)
    for step in 0..<4000 {
      try life.step()
      let truth = life.plant.truth
      try #require(truth.isBalanced, "seed \(seed), step \(step): \(truth)")
      try #require(truth.catheter.volume == life.path, "seed \(seed)")
      try #require(truth.filled == life.filled, "seed \(seed), step \(step)")
      try #require(truth.withdrawn == life.withdrawn, "seed \(seed), step \(step)")
      try #require(truth.replaced == life.replaced, "seed \(seed), step \(step)")
      try #require(truth.residual.volume == life.plant.profile.residualVolume, "seed \(seed)")
      let out = truth.withdrawn + truth.replaced + truth.pocket + truth.leaked + truth.patient
      let apart = truth.spilled + truth.parted
      let everywhere = out + truth.reservoir + truth.residual + truth.catheter + apart
      let came = life.filled + truth.catheterAtStart + truth.joined
      try #require(everywhere == came, "seed \(seed), step \(step)")
      try requireBody(life, "seed \(seed), step \(step)")
    }
    #expect(life.plant.truth.strokes > 0)
  }

  /// A body has what the pump gave it, by what the pump counted, and what was injected.
  private func requireBody(_ life: RandomLife, _ place: String) throws {
    let (body, truth) = (life.body, life.plant.truth)
    try #require(body.infused + life.plant.sinceImplant == truth.patient, "\(place)")
    try #require(body.received == body.infused.drug + life.injected, "\(place)")
    try #require((body.catheter == nil) == life.plant.isImplanted, "\(place)")
    // What parted lies in the body still, went back to the pump, or was taken out; new catheters
    // bring liquid, and no drug.
    let inBody = (body.catheter?.contents.drug ?? .zero) + body.removed.drug
    try #require(truth.parted.drug == inBody + truth.joined.drug, "\(place)")
  }

  @Test func `a balance that is off by one picogram or nanolitre anywhere is noticed`() throws {
    var plant = try Plant.sample(.sample())
    plant.pump(5000)
    let truth = plant.truth
    #expect(truth.isBalanced)
    let amounts: [WritableKeyPath<Truth, Liquid>] = [
      \.filled, \.withdrawn, \.replaced, \.pocket, \.reservoir, \.residual, \.pumped,
      \.catheterAtStart, \.catheter, \.leaked, \.patient, \.joined, \.parted, \.spilled,
    ]
    for amount in amounts {
      for extra in [Liquid(nl: 1, pg: 0), Liquid(nl: 0, pg: 1)] {
        var wrong = truth
        wrong[keyPath: amount] += extra
        #expect(!wrong.isBalanced, "\(amount)")
      }
    }
  }

  @Test func `an amount past 64 bits is out of balance, not a trap`() throws {
    var truth = try Plant.sample(.sample()).truth
    truth.withdrawn.drug = .pg(.max)
    #expect(!truth.isBalanced)
  }
}
