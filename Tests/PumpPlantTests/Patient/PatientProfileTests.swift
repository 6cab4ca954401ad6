import Foundation
import PumpPlant
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct PatientProfileTests {
  @Test func `every parameter has a range, and a value outside of it is refused by name`() throws {
    let middle = try PatientProfile.middle()
    #expect(PatientParameter.all.map { $0 }.count == 20)
    for parameter in PatientParameter.all {
      let range = parameter.range
      #expect(throws: PatientProfileError(parameter: parameter), "\(parameter)") {
        _ = try middle.with(parameter, range.upperBound + 1)
      }
      guard range.lowerBound > 0 else { continue }
      #expect(throws: PatientProfileError(parameter: parameter), "\(parameter)") {
        _ = try middle.with(parameter, range.lowerBound - 1)
      }
    }
  }

  @Test func `one changed parameter leaves the others as they were`() throws {
    let middle = try PatientProfile.middle()
    for parameter in PatientParameter.all {
      let changed = try middle.with(parameter, parameter.drawn.upperBound)
      for other in PatientParameter.all {
        #expect(changed[other] == (other == parameter ? parameter.drawn.upperBound : middle[other]))
      }
    }
  }

  @Test func `paces that are too close to tell apart are refused, the slower by name`() throws {
    let middle = try PatientProfile.middle().with(.clearance, 62_000).with(.fluidVolume, 62_000)
    // A clearance of one an hour allows effects up to three quarters of that.
    #expect(try middle.with(.effectRate, 750_000)[.effectRate] == 750_000)
    #expect(throws: PatientProfileError(parameter: .effectRate)) {
      _ = try middle.with(.effectRate, 750_001)
    }
    let effect = try middle.with(.withdrawalTime, 120).with(.effectRate, 20_000)
    #expect(try effect.with(.withdrawalTime, 67)[.withdrawalTime] == 67)
    #expect(throws: PatientProfileError(parameter: .withdrawalTime)) {
      _ = try effect.with(.withdrawalTime, 66)
    }
    #expect(try effect.with(.dependenceTime, 160)[.dependenceTime] == 160)
    #expect(throws: PatientProfileError(parameter: .dependenceTime)) {
      _ = try effect.with(.dependenceTime, 159)
    }
    let slow = try effect.with(.dependenceTime, 1_000).with(.withdrawalTime, 200)
      .with(.effectRate, 10_000).with(.adaptationTime, 134)
    #expect(throws: PatientProfileError(parameter: .adaptationTime)) {
      _ = try slow.with(.adaptationTime, 133)
    }
  }

  @Test(arguments: [PatientKind.responder, .nonResponder, .sensitive, .child])
  func `ten thousand draws of a kind are patients, each in its ranges`(kind: PatientKind) throws {
    var random = SplitMix64(seed: 5)
    var tolerant = 0
    for _ in 0..<10_000 {
      let profile = try PatientProfile.draw(kind, from: &random)
      if profile[.tolerance] >= PatientKind.tolerance.lowerBound { tolerant += 1 }
      for parameter in PatientParameter.all {
        let (drawn, share) = (parameter.drawn, kind.share(of: parameter))
        let most = parameter == .tolerance ? PatientKind.tolerance.upperBound : drawn.upperBound
        let value = profile[parameter]
        try #require(UInt64(value) * 1_000 <= UInt64(most) * UInt64(share.upperBound))
        try #require(
          UInt64(value) * 1_000 + 999 >= UInt64(drawn.lowerBound) * UInt64(share.lowerBound))
      }
    }
    #expect(abs(tolerant - Int(PatientKind.tolerantShare) * 10) < 150)
  }

  @Test func `the same seed draws the same people, and as many numbers for each`() throws {
    var (first, second) = (SplitMix64(seed: 9), SplitMix64(seed: 9))
    for kind in PatientKind.all {
      let one = try PatientProfile.draw(kind, from: &first)
      let other = try PatientProfile.draw(kind, from: &second)
      for parameter in PatientParameter.all { #expect(one[parameter] == other[parameter]) }
      // In step, whoever is drawn.
      _ = try PatientProfile.draw(.responder, from: &first)
      _ = try PatientProfile.draw(.child, from: &second)
      #expect(first.next() == second.next())
    }
    // Both ends of a range are reached.
    var low = FixedGenerator(bits: 0)
    var high = FixedGenerator(bits: .max)
    let least = try PatientProfile.draw(.responder, from: &low)
    let most = try PatientProfile.draw(.responder, from: &high)
    #expect(least[.clearance] == PatientParameter.clearance.drawn.lowerBound)
    #expect(most[.clearance] == PatientParameter.clearance.drawn.upperBound)
  }

  @Test func `who has less of one thing than an adult has as much less of all that differ`() throws
  {
    for seed in 1...100 as ClosedRange<UInt64> {
      var (grown, small) = (SplitMix64(seed: seed), SplitMix64(seed: seed))
      let adult = try PatientProfile.draw(.responder, from: &grown)
      let child = try PatientProfile.draw(.child, from: &small)
      let part = { UInt64(child[$0]) * 1_000 / UInt64(adult[$0]) } as (PatientParameter) -> UInt64
      let parts = [part(.fluidVolume), part(.clearance), part(.exchange)]
      #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1, "\(parts)")
      #expect(child[.legsHalfRelief] == adult[.legsHalfRelief])
    }
  }

  private struct FixedGenerator: RandomNumberGenerator {
    var bits: UInt64
    func next() -> UInt64 { bits }
  }

  @Test func `patient.yaml says the numbers of the program, with unit and source`() throws {
    var expected: [String: ClosedRange<UInt32>] = [:]
    for parameter in PatientParameter.all { expected["adults.\(parameter)"] = parameter.drawn }
    for kind in PatientKind.all {
      for parameter in PatientParameter.all where kind.share(of: parameter) != 1_000...1_000 {
        expected["kinds.\(kind).\(parameter)"] = kind.share(of: parameter)
      }
    }
    expected["tolerant.share"] = PatientKind.tolerantShare...PatientKind.tolerantShare
    expected["tolerant.tolerance"] = PatientKind.tolerance
    var said: [String: ClosedRange<UInt32>] = [:]
    var place: [String] = []
    let text = try Checkout.text("fixtures/patients/patient.yaml")
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && line != "format: 1" {
      let match = try #require(
        line.wholeMatch(of: /( *)(\w+):(?: +([^#]*?))? *(?:# (.+))?/), "\(line)")
      place = place.prefix(match.1.count / 2) + [String(match.2)]
      guard let value = match.3, !value.isEmpty else { continue }
      let source = try #require(match.4, "no source: \(line)")
      #expect(["[S]", "assumed", "fitted"].contains { source.hasPrefix($0) }, "\(line)")
      let pair = try #require(
        value.wholeMatch(of: /(?:\[(\d+)( [^,]+)?, )?(\d+)( [^\]]+?)?\]?/), "\(line)")
      if pair.1 != nil { #expect(pair.2 == pair.4, "one unit: \(line)") }
      let most = try #require(UInt32(pair.3))
      let least = try pair.1.map { try #require(UInt32($0)) } ?? most
      said[place.joined(separator: ".")] = least...most
      let isNumber = place.last == "tipCell" || place.last == "steepness"
      #expect((pair.4 == nil) == isNumber, "unit: \(line)")
    }
    #expect(said == expected)
  }
}
