import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// A transfer as a machine: however it is cut off, no two pumps give a whole therapy, none gives
/// none without an alarm, what it says of both is so, and doing it again brings it to its end.
@Suite(.limited)
struct TransferMachineTests {
  /// Two pumps of which everything differs that a transfer takes over.
  private static func played() -> PlayedTransfer {
    let transfer = PlayedTransfer(Samples.schedule())
    transfer.old.now.lowAlarmNanolitres = 4_000_000
    transfer.old.now.patientBolus = PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
    return transfer
  }

  @Test func `where nothing goes wrong the new pump has all of it, and the old one stops`() throws {
    let transfer = Self.played()
    transfer.play()
    guard case .done(let done)? = transfer.end else {
      Issue.record("\(String(describing: transfer.end))")
      return
    }
    #expect(done.state.old == .stopped && done.state.new == .givesTherapy && done.fault == nil)
    #expect(done.rows.count == TransferRow.Value.allCases.count)
    #expect(done.rows.filter { !$0.isSame } == [])
    #expect(transfer.isSafe && transfer.questions.count == 2)
    #expect(transfer.new.committed.plans == transfer.old.committed.plans)
    #expect(transfer.new.now.patientBolus == transfer.old.now.patientBolus)
    #expect(transfer.new.now.lowAlarmNanolitres == 4_000_000)
    #expect(transfer.old.now.status.flags.isStopped)
    #expect(transfer.old.carriedOut.map(\.type) == [.stop])
    #expect(transfer.new.carriedOut.map(\.type) == [.setLowAlarm, .commit])
    #expect(Set(transfer.closed) == [.old, .new])
  }

  @Test func `a periodic bolus goes on as it is due in the old pump`() throws {
    let bolus = try #require(
      PeriodicBolus(
        nanograms: 25_000, milliseconds: 600_000, intervalMinutes: 360, firstMinutes: 30))
    let transfer = PlayedTransfer(Samples.programme(Samples.simple(100_000, periodic: bolus)))
    transfer.old.now.minutesToPeriodicBolus = 217
    transfer.play()
    guard case .done(let done)? = transfer.end else {
      Issue.record("\(String(describing: transfer.end))")
      return
    }
    #expect(transfer.new.committed.therapy.periodic?.firstMinutes == 217)
    #expect(done.rows.allSatisfy { $0.isSame })
  }

  /// Plays a transfer with something wrong at each of so many places, and again without.
  private func eachPlace(
    _ count: Int, _ spoil: (PlayedTransfer, Int) -> Void
  ) {
    for place in 0..<count {
      let transfer = Self.played()
      spoil(transfer, place)
      transfer.play()
      #expect(transfer.isSafe, "place \(place)")
      check(transfer, place)
      let again = transfer.again()
      again.play()
      #expect(again.isSafe, "again after place \(place)")
      guard case .done(let done)? = again.end else {
        Issue.record("again after place \(place): \(String(describing: again.end))")
        continue
      }
      #expect(done.state.old == .stopped && done.fault == nil, "place \(place)")
      #expect(done.rows.allSatisfy { $0.isSame })
      #expect(again.new.givesTherapy && !again.old.givesTherapy)
      #expect(again.new.carriedOut.count { $0.type == .commit } == 1, "place \(place)")
    }
  }

  /// What it says of both pumps is so.
  private func check(_ transfer: PlayedTransfer, _ place: Int) {
    let state: TransferState
    switch transfer.end {
    case .done(let done): state = done.state
    case .notDone(_, let end), .unknown(_, let end): state = end
    case nil: return
    }
    let old = transfer.old
    let isLow = old.now.status.alarms.contains(.emergencyRate)
    switch state.old {
    case .asBefore: #expect(old.givesTherapy, "place \(place)")
    case .mayBeAtMinimumRate: break
    case .atMinimumRate: #expect(isLow && !old.now.status.flags.isStopped, "place \(place)")
    case .mayBeStopped: #expect(isLow, "place \(place)")
    case .stopped: #expect(old.now.status.flags.isStopped, "place \(place)")
    }
    switch state.new {
    case .withoutTherapy: #expect(!transfer.new.givesTherapy, "place \(place)")
    case .unknown: break
    case .givesTherapy: #expect(transfer.new.givesTherapy, "place \(place)")
    }
    switch state.lowAlarm {
    case .asBefore: #expect(transfer.new.now.lowAlarmNanolitres == 2_000_000, "place \(place)")
    case .unknown: break
    case .isSet: #expect(transfer.new.now.lowAlarmNanolitres == 4_000_000, "place \(place)")
    }
  }

  @Test func `this side is cut off before each step`() {
    let whole = Self.played()
    whole.play()
    #expect(whole.steps > 25)
    eachPlace(whole.steps) { $0.cut = $1 }
  }

  @Test(arguments: Trouble.allCases)
  func `whatever happens to any request`(_ trouble: Trouble) {
    let whole = Self.played()
    whole.play()
    eachPlace(whole.asked) { $0.troubles[$1] = trouble }
  }

  @Test(arguments: PlayedTransfer.Fate.allCases)
  func `however anything ends that changes a pump`(_ fate: PlayedTransfer.Fate) {
    eachPlace(4) { $0.fates[$1] = fate }
  }

  @Test func `no session can be opened`() {
    eachPlace(3) { $0.unopened = $1 }
  }

  @Test func `a person who says no leaves everything as it is, but for the alarm agreed to`() {
    eachPlace(2) { $0.refused = $1 }
    let transfer = Self.played()
    transfer.refused = 1
    transfer.play()
    #expect(transfer.old.carriedOut.isEmpty && transfer.old.givesTherapy)
    #expect(transfer.new.carriedOut.map(\.type) == [.setLowAlarm])
    guard case .notDone(.visit(.new, .givenUp), let state)? = transfer.end else {
      Issue.record("\(String(describing: transfer.end))")
      return
    }
    #expect(state.lowAlarm == .isSet)
  }

  @Test func `an old pump that gives nothing needs no emergency`() {
    for spoil in [
      { (pump: FakePump) in pump.now.status.flags.isStopped = true },
      { pump in pump.now.status.alarms.insert(.endOfService) },
    ] {
      let transfer = Self.played()
      spoil(transfer.old)
      transfer.play()
      guard case .done(let done)? = transfer.end else {
        Issue.record("\(String(describing: transfer.end))")
        return
      }
      #expect(done.state.old == .stopped && transfer.old.carriedOut.isEmpty)
      #expect(!transfer.old.now.status.alarms.contains(.emergencyRate))
    }
  }

  @Test func `both pumps giving all of it are seen, and the old one is stopped`() {
    let transfer = PlayedTransfer()
    transfer.new.committed = transfer.old.committed
    transfer.play()
    guard case .stop(let pumps)? = transfer.questions.first else {
      Issue.record("\(transfer.questions)")
      return
    }
    #expect(pumps.present == .programme && transfer.old.now.status.flags.isStopped)
  }
}
