import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// What stands against a transfer is found before either pump is changed.
@Suite(.limited)
struct TransferObstacleTests {
  /// Two pumps of which one thing is not as it must be, and what is said of it.
  static let cases: [(TransferObstacle, @Sendable (PlayedTransfer) -> Void)] = [
    (.samePump, { $0.new.now.identity.serial = $0.old.now.identity.serial }),
    (.infuses(.old, .bolus), { $0.old.now.infusion = .bolus }),
    (.infuses(.old, .bridge), { $0.old.now.bridgeWaitingNanolitres = 1 }),
    (.infuses(.new, .prime), { $0.new.now.infusion = .prime }),
    (.infuses(.new, .bridge), { $0.new.now.bridgeWaitingNanolitres = 1 }),
    (.noTherapy, { $0.old.committed = Samples.minimumRate }),
    (.otherDrug(old: .baclofen, new: .morphine), { $0.new.now.drug = .morphine }),
    (
      .otherStrength(old: Samples.strength(2000), new: Samples.strength(500)),
      { $0.new.now.concentration = Samples.strength(500) }
    ),
    (.otherCatheter(old: 132_000, new: 131_999), { $0.new.now.pathNanolitres -= 1 }),
    (.ownTherapy(.simpleContinuous), { $0.new.committed = Samples.programme(90_000) }),
    (.newPumpHeld(.stopped), { $0.new.now.status.flags.isStopped = true }),
    (.newPumpHeld(.ended(.endOfService)), { $0.new.now.status.alarms.insert(.endOfService) }),
    (.clockNotSet, { $0.new.now.clock = nil }),
    (
      .clocksApart(seconds: 121),
      { $0.new.now.clock = WallClock(rawValue: Samples.monday.rawValue + 121) }
    ),
  ]

  @Test(arguments: cases.indices)
  func `it is refused, and nothing is changed`(_ index: Int) {
    let (obstacle, spoil) = Self.cases[index]
    let transfer = PlayedTransfer(Samples.schedule())
    spoil(transfer)
    transfer.play()
    guard case .notDone(.obstacle(let found), let state)? = transfer.end else {
      Issue.record("\(obstacle): \(String(describing: transfer.end))")
      return
    }
    #expect(found == obstacle && state == TransferState())
    #expect(transfer.old.carriedOut.isEmpty && transfer.new.carriedOut.isEmpty)
    #expect(transfer.questions.isEmpty && transfer.changes == 0)
    #expect(!transfer.new.asked.contains(.stageTherapy))
  }

  @Test func `clocks do not matter to a steady dose, nor a little to a schedule`() {
    let steady = PlayedTransfer()
    steady.new.now.clock = nil
    let close = PlayedTransfer(Samples.schedule())
    close.new.now.clock = WallClock(rawValue: Samples.monday.rawValue + 120)
    for transfer in [steady, close] {
      transfer.play()
      guard case .done? = transfer.end else {
        Issue.record("\(String(describing: transfer.end))")
        return
      }
    }
  }
}
