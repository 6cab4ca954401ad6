import Clinic
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Soak

/// A pump that is replaced at the end of its life, by the transfer of the product.
@Suite(.limited)
struct ReplacementTests {
  /// The end of a life without faults, after so many events.
  private func life(_ seed: UInt64, events: Int = 6) throws -> SoakWorld {
    var scope = LifeScope(seed: seed)
    scope.without = Set(FaultClass.allCases)
    scope.events = events
    let world = try SoakWorld(scope, isTraced: true)
    for number in 0..<world.options.events { try world.live(number) }
    try world.calmDown()
    return world
  }

  /// A life whose pump has a therapy to hand over, and the seed it is of.
  private func lifeWithTherapy(after seed: UInt64) throws -> SoakWorld {
    for seed in seed..<seed + 40 {
      let world = try life(seed)
      if world.reference.programme.therapy.mode != .minimumRate { return world }
    }
    throw SoakFailure(invariant: .life, event: 0, what: "no life has a therapy")
  }

  @Test func `about one life in four ends in a replacement, of every kind`() {
    let seeds = 0..<600 as Range<UInt64>
    let drawn = seeds.filter { SoakOptions(LifeScope(seed: $0)).weights[.replacement] != nil }
    #expect((110...190).contains(drawn.count), "\(drawn.count)")
    var scope = LifeScope(seed: drawn[0])
    scope.without = [.replacement]
    #expect(SoakOptions(scope).weights[.replacement] == nil)
  }

  @Test(arguments: [Replacement.Fit.sameModel, .otherModel])
  func `the new pump gets the therapy value by value, and the old one stops`(
    fit: Replacement.Fit
  ) throws {
    for seed in stride(from: 100, to: 400, by: 100) as StrideTo<UInt64> {
      let world = try lifeWithTherapy(after: seed)
      let replacement = try Replacement(of: world, fit, isTraced: true)
      try replacement.live()
      // Another model may allow less, and then nothing is changed.
      if fit == .otherModel, !world.reference.isStopped { continue }
      #expect(world.reference.isStopped && replacement.new.reference.revision == 1)
      let (was, now) = (world.reference.programme, replacement.new.reference.programme)
      #expect(now.therapy.mode == was.therapy.mode && now.plans == was.plans)
      #expect(now.therapy.dose == was.therapy.dose)
      #expect(world.checks.body == nil && replacement.new.checks.body != nil)
      #expect(replacement.new.pump.world.plant.isImplanted)
    }
  }

  @Test(
    arguments: [
      .lowerLimits, .otherDrug, .otherStrength, .otherCatheter, .ownTherapy, .almostSame,
    ] as [Replacement.Fit])
  func `a pump that does not fit is refused, and nothing is changed`(
    fit: Replacement.Fit
  ) throws {
    let world = try lifeWithTherapy(after: 500)
    let replacement = try Replacement(of: world, fit, isTraced: true)
    let before = replacement.new.reference.programme.therapy
    try replacement.live()
    #expect(!world.reference.isStopped && !world.reference.isAtEmergencyRate)
    #expect(replacement.new.reference.programme.therapy == before)
    #expect(replacement.new.reference.revision == 0)
  }

  @Test func `two pumps that give the whole therapy are found`() throws {
    let world = try lifeWithTherapy(after: 100)
    let replacement = try Replacement(of: world, .sameModel, isTraced: false)
    try replacement.live()
    let failure = #expect(throws: SoakFailure.self) { try replacement.resume(world) }
    #expect(failure?.what.contains("two pumps") == true)
  }

  @Test func `none that gives it without an alarm is found`() throws {
    let world = try lifeWithTherapy(after: 100)
    let replacement = try Replacement(of: world, .sameModel, isTraced: false)
    try replacement.live()
    let failure = #expect(throws: SoakFailure.self) {
      try replacement.new.act(0, [.order(.stop)], isNew: true)
      try replacement.wait(for: replacement.new)
    }
    #expect(failure?.what.contains("no alarm") == true)
  }

  @Test func `a replacement is the same every time`() throws {
    let seed = try #require(
      (0..<40 as Range<UInt64>).first {
        SoakOptions(LifeScope(seed: $0)).weights[.replacement] != nil
      })
    let lives = (0..<2).map { _ in Soak.live(LifeScope(seed: seed), isTraced: true) }
    #expect(lives[0].hash == lives[1].hash && lives[0].trace == lives[1].trace)
    #expect(lives[0].trace.contains { $0.contains("is to be replaced") })
  }
}
