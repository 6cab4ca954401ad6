import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Soak

/// A virtual patient in lives of the soak.
@Suite(.limited)
struct SoakPatientTests {
  /// A life with somebody of a kind in the body, or with nobody.
  private func life(_ scope: LifeScope, _ kind: PatientKind?) throws -> SoakWorld {
    var options = SoakOptions(scope)
    options.patient = kind
    let world = try SoakWorld(scope, options, isTraced: false)
    for number in 0..<world.options.events { try world.live(number) }
    try world.calmDown()
    return world
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `whoever is in the body, the life is the same and they get all of it`(seed: UInt64) throws {
    let scope = LifeScope(seed: seed)
    let kind = try #require(PatientKind(rawValue: UInt8(seed % 4)))
    let with = try life(scope, kind)
    let without = try life(scope, nil)
    let (truth, other) = (with.pump.truthNow(), without.pump.truthNow())
    #expect(with.hash == without.hash && truth == other)
    #expect(with.pump.memory.image == without.pump.memory.image)
    let patient = try #require(with.pump.world.body?.patient)
    #expect(patient.kind == kind && patient.diary.count > 0)
    let infused = with.pump.realityOfBaclofen.patient.drug
    let injected = with.checks.injected[.baclofen] ?? 0
    #expect(Int128(patient.given.rawValue) == Int128(infused.rawValue) + injected)
    #expect(without.pump.world.body?.patient == nil)
  }

  @Test func `about one life in three draws somebody, of every kind`() {
    let drawn = (1...400 as ClosedRange<UInt64>).map { SoakOptions(LifeScope(seed: $0)).patient }
    let people = drawn.compactMap { $0 }
    #expect((100...170).contains(people.count), "\(people.count)")
    #expect(Set(people).count == 4)
  }
}
