import Quantities
import TestLimits
import Testing

/// What traps is printed: the optimiser may leave out arithmetic whose result nobody uses.
@Suite(.waiting, .limited)
struct QuantityTests {
  private let most = Nanolitres(rawValue: .max)
  private let one = Nanolitres(rawValue: 1)

  @Test func `operators add and subtract exactly up to the edges`() {
    #expect(most - one + one == most)
    #expect(most - most == .zero)
    #expect((most - one).rawValue == UInt64.max - 1)
    var volume = Nanolitres.millilitre
    volume += one
    #expect(volume.rawValue == 1_000_001)
    volume -= .millilitre
    #expect(volume == one)
    #expect(WallClock(rawValue: .max) - WallClock(rawValue: 1) < WallClock(rawValue: .max))
  }

  @Test func `sums, differences and products that do not fit are nil`() {
    #expect(most.plus(one) == nil)
    #expect(most.plus(.zero) == most)
    #expect(Nanolitres.zero.minus(one) == nil)
    #expect(one.minus(one) == .zero)
    #expect(one.times(.max) == most)
    #expect(Nanolitres(rawValue: 2).times(1 << 63) == nil)
    #expect(Nanolitres(rawValue: 1 << 32).times((1 << 32) - 1)?.rawValue == .max - (1 << 32) + 1)
    #expect(most.times(0) == .zero)
    // A quantity of 32 bits has its own edge.
    #expect(WallClock(rawValue: .max).plus(WallClock(rawValue: 1)) == nil)
    #expect(WallClock(rawValue: 1).times(.max) == WallClock(rawValue: .max))
    #expect(WallClock(rawValue: 2).times(1 << 31) == nil)
  }

  @Test func `smaller amounts come first`() {
    #expect(Nanolitres.zero < one)
    #expect(!(one < one))
    #expect(one <= one && most > one)
  }

  @Test func `a sum that does not fit traps`() async {
    await #expect(processExitsWith: .failure) {
      print(Nanolitres(rawValue: .max) + Nanolitres(rawValue: 1))
    }
    await #expect(processExitsWith: .failure) {
      var clock = WallClock(rawValue: .max)
      clock += WallClock(rawValue: 1)
      print(clock)
    }
  }

  @Test func `a difference below zero traps`() async {
    await #expect(processExitsWith: .failure) {
      print(Picograms(rawValue: 1) - Picograms(rawValue: 2))
    }
    await #expect(processExitsWith: .failure) {
      var energy = Nanojoules.zero
      energy -= Nanojoules(rawValue: 1)
      print(energy)
    }
  }
}
