import Quantities
import TestLimits
import Testing

@Suite(.waiting, .limited)
struct DrugTests {
  @Test func `a concentration is from 1 through 1 000 000 mcg per mL`() {
    #expect(Concentration(microgramsPerMillilitre: 0) == nil)
    #expect(Concentration(microgramsPerMillilitre: 1) == .weakest)
    #expect(Concentration(microgramsPerMillilitre: 1_000_000) != nil)
    #expect(Concentration(microgramsPerMillilitre: 1_000_001) == nil)
    #expect(Concentration(microgramsPerMillilitre: .max) == nil)
  }

  @Test(arguments: [1, 50, 500, 1000, 2000, 999_983, 1_000_000] as [UInt32])
  func `drug in a volume and volume of a drug are each other's inverse`(strength: UInt32) throws {
    let liquid = try #require(Concentration(microgramsPerMillilitre: strength))
    for nanolitres in [0, 1, 2, 999, 1_000_000, 40_000_000, 18_446_744_073_708] as [UInt64] {
      let volume = Nanolitres(rawValue: nanolitres)
      let drug = liquid.drug(in: volume)
      #expect(drug.rawValue == nanolitres * UInt64(strength))
      #expect(liquid.volumeRoundedDown(holding: drug) == volume)
      // Just below a nanolitre's worth it is still the nanolitre before.
      let less = try #require(drug.plus(Picograms(rawValue: UInt64(strength) - 1)))
      #expect(liquid.volumeRoundedDown(holding: less) == volume)
    }
  }

  @Test func `a nanolitre of 1 mcg per mL is a picogram`() {
    #expect(Concentration.weakest.drug(in: Nanolitres(rawValue: 1)) == Picograms(rawValue: 1))
    // 2000 mcg/mL for a whole millilitre: 2000 mcg.
    let strong = Concentration(microgramsPerMillilitre: 2000)
    #expect(strong?.drug(in: .millilitre) == Picograms(nanograms: 2_000_000))
  }

  @Test func `more drug than can be counted traps`() async {
    await #expect(processExitsWith: .failure) {
      let strongest = Concentration(microgramsPerMillilitre: Concentration.maximum)
      print(strongest?.drug(in: Nanolitres(rawValue: 18_446_744_073_710)) ?? .zero)
    }
  }

  @Test func `nanograms fit in any number, and come back rounded down`() {
    #expect(Picograms(nanograms: .max).rawValue == 4_294_967_295_000)
    #expect(Picograms(nanograms: .max).nanogramsRoundedDown == .max)
    #expect(Picograms(rawValue: 999).nanogramsRoundedDown == 0)
    #expect(Picograms(rawValue: 1999).nanogramsRoundedDown == 1)
    #expect(Picograms(rawValue: .max).nanogramsRoundedDown == .max)
  }

  @Test func `a dose rate is at most 200 mg per day`() {
    #expect(DoseRate(nanogramsPerDay: 200_000_000)?.perDay.rawValue == 200_000_000_000)
    #expect(DoseRate(nanogramsPerDay: 200_000_001) == nil)
    #expect(DoseRate(nanogramsPerDay: 0) == .zero)
  }

  @Test func `the highest dose times a day's milliseconds fits 64 bits`() throws {
    let highest = try #require(DoseRate(nanogramsPerDay: DoseRate.maximum))
    #expect(highest.perDay.times(Milliseconds.days(1).rawValue) != nil)
  }

  @Test func `weaker and less come first`() throws {
    let weak = try #require(Concentration(microgramsPerMillilitre: 500))
    #expect(Concentration.weakest < weak && !(weak < weak))
    let dose = try #require(DoseRate(nanogramsPerDay: 110_000))
    #expect(DoseRate.zero < dose && !(dose < dose))
  }

  @Test func `a flow gives the drug of its day's volume`() throws {
    let liquid = try #require(Concentration(microgramsPerMillilitre: 500))
    let flow = FlowRate(rawValue: 220_000)
    #expect(flow.drugPerDay(at: liquid) == Picograms(nanograms: 110_000))
  }
}
