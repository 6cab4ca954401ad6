import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The programming head: away, near, in contact.
@Suite(.limited)
struct HeadTests {
  @Test func `the pump feels contact from its first moment, and after every reset`() throws {
    var visit = try Visit(.sample())
    #expect(visit.pump.world.head == .contact && visit.pump.firmware.isInContact)
    for place in HeadPlace.allCases {
      visit.pump.setHead(place, at: visit.now)
      #expect(visit.pump.firmware.isInContact == (place == .contact))
      visit.pump.setPower(false, at: visit.now)
      visit.pump.setPower(true, at: visit.now)
      #expect(visit.pump.firmware.isInContact == (place == .contact), "\(place)")
    }
    visit.pump.setPower(false, at: visit.now)
    visit.pump.setHead(.near, at: visit.now)
    visit.pump.setPower(true, at: visit.now)
    #expect(!visit.pump.firmware.isInContact)
  }

  @Test func `near, a session works and each of its answers costs the battery`() throws {
    var visit = try Visit(.sample())
    visit.pump.setHead(.near, at: visit.now)
    _ = visit.open()
    for count in 1...100 as ClosedRange<UInt64> {
      guard case .status? = visit.ask(.readStatus) else {
        Issue.record("answer \(count) did not come")
        return
      }
      #expect(visit.pump.truth.telemetryEnergy.rawValue == (2 + count) * 100_000)
    }
    visit.pump.setHead(.contact, at: visit.now)
    _ = visit.ask(.readStatus)
    #expect(visit.pump.truth.telemetryEnergy.rawValue == 102 * 100_000)
    #expect(
      visit.pump.truth.batteryRemaining.rawValue
        == visit.pump.plant.profile.batteryCapacity.rawValue - 102 * 100_000)
  }

  @Test func `noise is other at each switch-on, and the same for the same seed`() throws {
    func nonces(_ change: (inout PumpSetup) -> Void = { _ in }) throws -> [AsconBlock] {
      var setup = try PumpSetup.sample()
      change(&setup)
      var visit = try Visit(setup)
      let image = visit.pump.memory.image
      return (0..<4).map { _ in
        var client = SealedClient(seed: 3)
        let offer = client.takeOffer(in: visit.exchange(client.openSession(id: 1)))
        visit.pump.setPower(false, at: visit.now)
        // On an old memory nothing but the noise tells one switch-on from the other.
        visit.pump.memory = TransientMemory(image: image)
        visit.pump.setPower(true, at: visit.now)
        return offer?.pumpNonce ?? AsconBlock(low: 0, high: 0)
      }
    }
    let first = try nonces()
    #expect(Set(first).count == 4)
    #expect(try nonces() == first)
    let other = try nonces { $0.secrets.noise = AsconBlock(low: 1, high: 1) }
    #expect(Set(first + other).count == 8)
  }
}
