import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Soak

/// Lives of the whole world: they hold, they can be lived again, and they can be made shorter.
@Suite(.limited)
struct SoakTests {
  @Test(arguments: 1000..<1060 as Range<UInt64>)
  func `everything holds in a life`(seed: UInt64) {
    let life = Soak.live(LifeScope(seed: seed))
    #expect(life.failure == nil, "pump-soak --seed \(seed) --trace")
    // A pump without power or memory tells nothing; in every life it had both at some time.
    #expect(life.inspections > 0)
  }

  /// In these lives power fails while a motor that stalls is watched, and the memory takes nothing
  /// while the motor makes more strokes than its encoder tells apart.
  @Test(arguments: [488_006, 475_729] as [UInt64])
  func `what only a million lives come to holds in them`(seed: UInt64) {
    let life = Soak.live(LifeScope(seed: seed))
    #expect(life.failure == nil, "pump-soak --seed \(seed) --trace")
  }

  /// In these lives the last byte of an order is lost, and whoever inspects a copy of the pump
  /// brings it: the order is then carried out in the copy, and nowhere else.
  @Test(arguments: [714, 3911, 5768, 14_115, 16_573] as [UInt64])
  func `an order whose end was lost is none of those who look at the pump`(seed: UInt64) {
    let life = Soak.live(LifeScope(seed: seed))
    #expect(life.failure == nil, "pump-soak --seed \(seed) --trace")
  }

  @Test func `the same seed gives the same life, told or not`() {
    let scope = LifeScope(seed: 12)
    let life = Soak.live(scope)
    let told = Soak.live(scope, isTraced: true)
    #expect(life.hash == told.hash && life.therapy == told.therapy)
    #expect(life.trace.isEmpty && told.trace.count > life.events)
    #expect(Soak.live(LifeScope(seed: 13)).hash != life.hash)
  }

  @Test func `leaving out an event leaves the others what they are`() throws {
    func events(_ scope: LifeScope) -> [Substring] {
      Soak.live(scope, isTraced: true).trace.compactMap { line in
        line.firstRange(of: ": event ").map { line[$0.upperBound...] }
          ?? line.firstRange(of: ") event ").map { line[$0.upperBound...] }
      }
    }
    let whole = events(LifeScope(seed: 21))
    var scope = LifeScope(seed: 21)
    scope.dropped = [3, 5]
    let rest = events(scope)
    #expect(whole.count == rest.count + 2)
    #expect(rest == whole.filter { !$0.hasPrefix("3:") && !$0.hasPrefix("5:") })
  }

  @Test func `a class of faults that is left out does not happen`() throws {
    let seed = try #require(
      (0..<100 as Range<UInt64>).first { seed in
        Soak.description(of: LifeScope(seed: seed)).contains("power ")
      })
    var scope = LifeScope(seed: seed)
    scope.without = Set(FaultClass.allCases)
    #expect(Soak.description(of: scope).contains("faults: none"))
    let life = Soak.live(scope, isTraced: true)
    #expect(life.failure == nil)
    #expect(!life.trace.contains { $0.contains("power fails") })
  }

  @Test func `lives differ in their faults`() {
    let all = (0..<200 as Range<UInt64>).map { SoakOptions(LifeScope(seed: $0)).weights }
    for fault in FaultClass.allCases {
      let share = all.count { $0[fault] != nil }
      let range = fault == .replacement ? 30...70 : 60...140
      #expect(range.contains(share), "\(fault) in \(share) of 200")
    }
  }

  @Test func `one life in four begins with a trial, and what was injected is in the balance`()
    throws
  {
    let doses = (0..<400 as Range<UInt64>).map { SoakOptions(LifeScope(seed: $0)).trialDoses }
    #expect((70...130).contains(doses.count { $0 > 0 }) && Set(doses) == [0, 1, 2, 3])
    let seed = try #require(doses.firstIndex(of: 3))
    let scope = LifeScope(seed: UInt64(seed))
    let world = try SoakWorld(scope, isTraced: false)
    try world.haveTrial()
    #expect(world.pump.world.body?.injected == Picograms(rawValue: 225_000_000))
    #expect(world.therapy == 3 * 86_400_000 && world.pump.world.plant.isImplanted)
    world.checks.injected[.baclofen, default: 0] += 1
    #expect(throws: SoakFailure.self) { try world.check() }
  }

  @Test func `a small battery indicates replacement and ends service when the reference says`()
    throws
  {
    var ends = (due: 0, over: 0)
    let small = (0..<600 as Range<UInt64>).filter {
      SoakOptions(LifeScope(seed: $0)).isBatterySmall
    }
    #expect((50...100).contains(small.count), "\(small.count)")
    for seed in small.prefix(50) {
      let world = try SoakWorld(LifeScope(seed: seed), isTraced: false)
      for number in 0..<world.options.events { try world.live(number) }
      let alarms = world.pump.firmware.state.alarms
      #expect(alarms.contains(.endOfService) == (world.reference.failure == .endOfService))
      // Its calendar life is far.
      #expect(world.reference.now < 50_000 * ReferencePump.day)
      ends.due += world.reference.replacementSince == nil ? 0 : 1
      ends.over += world.reference.failure == nil ? 0 : 1
    }
    #expect(ends.due >= 12 && ends.over >= 6, "\(ends)")
  }

  @Test func `a battery that is measured wrongly is found`() throws {
    let small = (0..<600 as Range<UInt64>).filter {
      SoakOptions(LifeScope(seed: $0)).isBatterySmall
    }
    let found = try small.first { seed in
      var options = SoakOptions(LifeScope(seed: seed))
      // The pump indicates replacement earlier than the reference knows of.
      options.device.battery.replacementReading += 300
      let world = try SoakWorld(LifeScope(seed: seed), options, isTraced: false)
      world.reference = ReferencePump(
        SoakOptions(LifeScope(seed: seed)).device, options.implant, plans: options.plans)
      world.reference.keys = ReferenceKeys(options.secrets.factoryKeys)
      world.reference.wall = options.clock.map { Int128($0.rawValue) * 1000 }
      do throws(SoakFailure) {
        for number in 0..<world.options.events { try world.live(number) }
        return false
      } catch { return true }
    }
    #expect(found != nil)
  }
}
