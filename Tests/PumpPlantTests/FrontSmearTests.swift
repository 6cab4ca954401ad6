import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@Suite(.waiting, .limited)
struct FrontSmearTests {
  /// Pushes of one strength, and the total that left after each.
  private func ramp(smear: UInt64, from old: UInt32, to new: UInt32, piece: UInt64) -> [UInt64] {
    var line = CatheterLine(
      pathVolume: .nl(272_000), frontSmear: .nl(smear), filledWith: .mcgPerMl(old))
    return (0..<(400_000 / piece)).map { _ in
      line.push(Liquid(.nl(piece), of: .mcgPerMl(new))).drug.rawValue
    }
  }

  @Test func `a front leaves as fifteen equal treads around the moment of the sharp one`() {
    let left = ramp(smear: 60_000, from: 500, to: 2000, piece: 4000)
    // 68 pushes of 4000 nL fill the path; the ramp is 60 000 nL, from 7 treads before to 7 after.
    #expect(left[..<61].allSatisfy { $0 == 4000 * 500 })
    for tread in 0..<14 {
      let exact = 4000 * 500 + 4000 * 1500 * UInt64(tread + 1) / 15
      #expect((exact - 1...exact + 1).contains(left[61 + tread]), "rounded to the picogram")
    }
    #expect(left[75...].allSatisfy { $0 == 4000 * 2000 })
    let sharp = ramp(smear: 0, from: 500, to: 2000, piece: 4000)
    #expect(left.reduce(0, +) == sharp.reduce(0, +))
  }

  @Test(arguments: [15, 100, 4567, 30_000, 272_000] as [UInt64])
  func `it makes no difference how the flow is cut`(smear: UInt64) {
    let whole = ramp(smear: smear, from: 1999, to: 0, piece: 8000)
    for piece in [1, 7, 250, 1000] as [UInt64] where 8000 % piece == 0 {
      let cut = ramp(smear: smear, from: 1999, to: 0, piece: piece)
      let size = Int(8000 / piece)
      for index in whole.indices {
        #expect(whole[index] == cut[(index * size)..<(index * size + size)].reduce(0, +))
      }
    }
  }

  @Test func `a weak liquid and a broken strength come out to the picogram`() throws {
    let profile = try PlantProfile.sample(
      strokeVolume: 1, pathVolume: 3000, frontSmear: 1500, reservoirCapacity: 1_000_000)
    var plant = try Plant.sample(profile, reservoir: 700_000, mcgPerMl: 0, isPrimed: false)
    try plant.fill(.nl(1), of: .mcgPerMl(3))
    plant.pump(200_000)
    try plant.fill(.nl(150_000), of: .mcgPerMl(1))
    plant.pump(400_000)
    #expect(plant.truth.isBalanced)
    plant.withdraw(.nl(.max))
    try plant.fill(.nl(300_000), of: nil)
    let before = plant.truth
    plant.pump(10_000)
    let after = plant.truth
    #expect(after.catheter.drug == .zero)
    #expect(after.patient.drug == before.patient.drug + before.catheter.drug)
  }

  /// Liquid of random strengths, and what the mean of fifteen sharp lines makes of it.
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `what leaves is the mean of sharp lines a step apart`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let path = 2000 + random.below(3000)
    let step = 1 + random.below(path / 15)
    let strongest = 1 + random.below(3000)
    var line = CatheterLine(
      pathVolume: .nl(path), frontSmear: .nl(step * 15 + random.below(15) % (path - step * 15 + 1)),
      filledWith: .mcgPerMl(7))
    // The sharp line: the total after each nanolitre, ahead by the path that was there before.
    var sharp: [UInt64] = (0...path).map { $0 * 7 }
    var left: UInt64 = 0
    var pushed = 0
    var isolated: UInt64 = 0
    for _ in 0..<40 {
      let isLong = random.below(3) == 0
      let volume = 1 + (isLong ? random.below(4 * path) : random.below(200))
      isolated = volume > 15 * step ? isolated + 1 : 0
      let strength = random.below(strongest + 1)
      for _ in 0..<volume { sharp.append((sharp.last ?? 0) + strength) }
      var rest = volume
      while rest > 0 {
        let piece = min(rest, 1 + random.below(90))
        rest -= piece
        pushed += Int(piece)
        left += line.push(Liquid(nl: piece, pg: piece * strength)).drug.rawValue
        let spread = Int(step) * 7
        guard pushed >= spread, pushed + spread < sharp.count else { continue }
        let mean = (-7...7).reduce(0) { $0 + sharp[pushed + $1 * Int(step)] } / 15
        // Fronts closer together than a step are resolved to a step only. Far apart they are exact
        // but for the rounding of each step, which cannot add up.
        let allowed = isolated > 2 ? 16 : step * max(strongest, 7) + 16
        let difference = left > mean ? left - mean : mean - left
        try #require(difference <= allowed, "seed \(seed), \(pushed) nL")
      }
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `more fronts than it can tell apart keep their drug and volume`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var line = CatheterLine(
      pathVolume: .nl(500_000), frontSmear: .nl(15 + random.below(400_000)),
      filledWith: .mcgPerMl(1_000_000))
    var inside = line.contents
    for step in 0..<5000 {
      let volume = 1 + random.below(step % 50 == 0 ? 60_000 : 900)
      let pushed = Liquid(nl: volume, pg: volume * 1_000_000 - random.below(volume))
      let left = line.push(pushed)
      try #require(left.volume == pushed.volume, "seed \(seed), step \(step)")
      inside += pushed
      let contents = line.contents
      try #require(contents + left == inside, "seed \(seed), step \(step)")
      inside = contents
    }
  }

  @Test func `a short slug thins out evenly and comes in no lump`() {
    var line = CatheterLine(pathVolume: .nl(4000), frontSmear: .nl(1500), filledWith: nil)
    _ = line.push(Liquid(nl: 50, pg: 50_000))
    var total: UInt64 = 0
    for _ in 0..<6000 {
      let drop = line.push(Liquid(nl: 1, pg: 0)).drug.rawValue
      // Half a step of 1000 pg/nL over fifteen steps.
      #expect(drop <= 1000 / 2 / 15 + 1)
      total += drop
    }
    #expect(total == 50_000)
  }

  @Test func `a stretch joined with the next one on its way out comes in no lump`() {
    // Steps of 1 nL. When all segments are in use, 10 nL of the stretch have entered, and its other
    // 10 nL and the 1 nL behind them are the smallest neighbours.
    var line = CatheterLine(pathVolume: .nl(1854), frontSmear: .nl(15), filledWith: nil)
    func push(_ volume: UInt64, _ strength: UInt64) -> UInt64 {
      line.push(Liquid(nl: volume, pg: volume * strength)).drug.rawValue
    }
    _ = push(20, 1000)
    _ = push(1, 0)
    for slug in 0..<61 as Range<UInt64> { _ = push(30, 100 + slug % 2) }
    _ = push(5, 200)
    #expect(line.segmentCount == CatheterLine.maximumSegments)
    for nanolitre in 0..<11 as Range<UInt64> {
      #expect(push(1, 300) <= 1000, "nanolitre \(nanolitre)")
    }
  }

  @Test func `a smear outside the path traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = CatheterLine(pathVolume: .nl(100), frontSmear: .nl(101), filledWith: nil)
    }
    await #expect(processExitsWith: .failure) {
      _ = CatheterLine(pathVolume: .nl(100), frontSmear: .nl(14), filledWith: nil)
    }
  }
}
