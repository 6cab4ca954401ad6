import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct CatheterLineTests {
  @Test func `a step in concentration is at the tip after exactly the path volume`() throws {
    for piece in [1, 7, 250, 272_000] as [UInt64] {
      var line = CatheterLine(pathVolume: .nl(272_000), filledWith: .mcgPerMl(500))
      var pushed: UInt64 = 0
      while pushed < 272_000 {
        let volume = min(piece, 272_000 - pushed)
        #expect(
          line.push(Liquid(nl: volume, pg: volume * 2000)) == Liquid(nl: volume, pg: volume * 500))
        pushed += volume
      }
      #expect(line.push(Liquid(nl: 1, pg: 2000)) == Liquid(nl: 1, pg: 2000))
      #expect(line.segmentCount == 1)
    }
  }

  @Test func `an unprimed plant gives drug-free liquid for exactly the path volume`() throws {
    var plant = try Plant.sample(.sample(), isPrimed: false)
    #expect(plant.truth.catheter == Liquid(nl: 272_000, pg: 0))
    plant.pump(1088)
    #expect(plant.truth.patient == Liquid(nl: 272_000, pg: 0))
    #expect(plant.truth.catheter == Liquid(nl: 272_000, pg: 136_000_000))
    plant.pump(1)
    #expect(plant.truth.patient == Liquid(nl: 272_250, pg: 125_000))
    #expect(plant.truth.isBalanced)
  }

  @Test func `a push larger than the path goes through it`() {
    var line = CatheterLine(pathVolume: .nl(100), filledWith: nil)
    #expect(line.push(Liquid(nl: 150, pg: 1500)) == Liquid(nl: 150, pg: 500))
    #expect(line.contents == Liquid(nl: 100, pg: 1000))
    #expect(line.push(.none) == .none)
  }

  @Test func `neighbours of equal strength are one, even in fractions of a picogram`() {
    var line = CatheterLine(pathVolume: .nl(1000), filledWith: nil)
    for count in 1...50 as ClosedRange<UInt64> {
      _ = line.push(Liquid(nl: 3 * (count % 5 + 1), pg: 2 * (count % 5 + 1)))
      #expect(line.segmentCount == 2)
    }
    _ = line.push(Liquid(nl: 3, pg: 3))
    #expect(line.segmentCount == 3)
  }

  @Test func `drug of a broken strength leaves evenly, within one picogram`() throws {
    // 1 mL at 1 mcg/mL on 2 mL of drug-free liquid: a third of a picogram in each nanolitre.
    var plant = try Plant.sample(.sample(pathVolume: 1), reservoir: 2_000_000, mcgPerMl: 0)
    try plant.fill(.nl(1_000_000), of: .mcgPerMl(1))
    for stroke in 1...12_000 as ClosedRange<UInt64> {
      plant.pump(1)
      #expect(plant.truth.pumped.drug == .pg(stroke * 250 / 3))
    }
    #expect(plant.truth.reservoir == .none)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `more stretches than there is room for keep their drug and volume`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var line = CatheterLine(pathVolume: .nl(500_000), filledWith: .mcgPerMl(77))
    var inside = line.contents
    var fullest = 0
    for step in 0..<5000 {
      let volume = 1 + random.below(step % 50 == 0 ? 60_000 : 900)
      let pushed = Liquid(nl: volume, pg: random.below(volume * 1000))
      let left = line.push(pushed)
      fullest = max(fullest, line.segmentCount)
      try #require(left.volume == pushed.volume, "seed \(seed), step \(step)")
      inside += pushed
      let contents = line.contents
      try #require(contents + left == inside, "seed \(seed), step \(step)")
      inside = contents
      try #require(contents.volume == .nl(500_000), "seed \(seed), step \(step)")
    }
    #expect(fullest == CatheterLine.maximumSegments)
  }

  @Test func `a full line joins its smallest pair also when that is the newest`() {
    var line = CatheterLine(pathVolume: .nl(100_000), filledWith: nil)
    for index in 1...63 as ClosedRange<UInt64> {
      let volume: UInt64 = index >= 62 ? 10 : 1000
      _ = line.push(Liquid(nl: volume, pg: volume * index))
    }
    #expect(line.segmentCount == 64)
    _ = line.push(Liquid(nl: 1000, pg: 999_000))
    #expect(line.segmentCount == 64)
    let front = line.push(Liquid(nl: 98_980, pg: 98_980 * 999))
    #expect(front.drug == .pg((1...61).reduce(0) { $0 + $1 * 1000 }))
    // 20 nL of 62 and 63 pg/nL are now 62.5 pg/nL throughout.
    #expect(line.push(Liquid(nl: 10, pg: 9990)) == Liquid(nl: 10, pg: 625))
    #expect(line.push(Liquid(nl: 10, pg: 9990)) == Liquid(nl: 10, pg: 625))
    #expect(line.push(Liquid(nl: 1, pg: 999)) == Liquid(nl: 1, pg: 999))
  }

  @Test func `a full line joins the two neighbours that are smallest together`() {
    var line = CatheterLine(pathVolume: .nl(100_000), filledWith: nil)
    for index in 1...63 as ClosedRange<UInt64> {
      // The 20th and 21st stretch are the smallest pair; strengths differ from their neighbours'.
      let volume: UInt64 = index == 20 || index == 21 ? 10 : 1000
      _ = line.push(Liquid(nl: volume, pg: volume * index))
    }
    #expect(line.segmentCount == 64)
    _ = line.push(Liquid(nl: 1000, pg: 999_000))
    #expect(line.segmentCount == 64)
    // Flush with more of the last strength, which needs no segment, until the pair is at the tip:
    // what was in front of it is untouched.
    func flush(_ volume: UInt64) -> Liquid { line.push(Liquid(nl: volume, pg: volume * 999)) }
    let front = flush(100_000 - 1000 - 42 * 1000 - 20)
    #expect(front.drug == .pg((1...19).reduce(0) { $0 + $1 * 1000 }))
    // 20 nL of 20 and 21 pg/nL are now 20.5 pg/nL throughout.
    #expect(flush(10) == Liquid(nl: 10, pg: 205))
    #expect(flush(10) == Liquid(nl: 10, pg: 205))
    #expect(flush(1) == Liquid(nl: 1, pg: 22))
  }
}
