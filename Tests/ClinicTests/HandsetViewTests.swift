import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// What a patient's handset makes of what a pump says.
@Suite(.limited)
struct HandsetViewTests {
  private static let settings = PatientBolus(
    nanograms: 10_000, milliseconds: 1_200_000, lockoutMinutes: 240, maximumPerDay: 3)

  private func bolus(
    started: UInt8 = 0, lockout: UInt32 = 0, most: UInt32 = 0, isOn: Bool = true
  ) -> PatientBolusReport {
    PatientBolusReport(
      source: .committed, settings: isOn ? Self.settings : nil, startedToday: started,
      lockoutSecondsLeft: lockout, maximumSecondsLeft: most, deniedInAll: 0)
  }

  private func view(
    _ bolus: PatientBolusReport, isUnsettled: Bool = false, waiting: UInt32 = 0,
    _ infusion: InfusionKind? = nil, for milliseconds: UInt32 = 0, alarms: [Alarm] = [],
    _ change: (inout Status) -> Void = { _ in }
  ) -> HandsetView {
    let status = Samples.status {
      for alarm in alarms { $0.alarms.insert(alarm) }
      change(&$0)
    }
    let now = Samples.interrogation(status) {
      $0.infusion = infusion
      $0.bolusRemainingMilliseconds = milliseconds
      $0.bridgeWaitingNanolitres = waiting
    }
    return HandsetView(now, bolus, isUnsettled: isUnsettled)
  }

  private func moment(_ first: UInt32, _ latest: UInt32?) -> HandsetView.Possible {
    HandsetView.Possible(
      notBefore: Ahead(seconds: first), atLatest: latest.map { Ahead(seconds: $0) })
  }

  @Test func `with nothing against it a dose is possible now, and what is left is counted`() {
    let ready = view(bolus(started: 1))
    #expect(ready.hindrance == nil && ready.possible == moment(0, 0))
    #expect(ready.requests == .init(left: 2, most: 3))
    #expect(ready.runs == .programme && ready.call == .none && ready.rest == nil)
    // A maximum that was lowered since leaves none, and not fewer.
    #expect(view(bolus(started: 9)).requests?.left == 0)
  }

  @Test func `a lockout and a day's most end to the second`() {
    let locked = view(bolus(started: 1, lockout: 7200))
    #expect(locked.hindrance == .lockout && locked.possible == moment(7200, 7200))
    #expect(locked.possible?.isExact == true)
    let most = view(bolus(started: 3, lockout: 7200, most: 40_000))
    #expect(most.hindrance == .mostReached && most.possible == moment(40_000, 40_000))
    #expect(most.possible?.isExact == true)
    let longer = view(bolus(started: 3, lockout: 90_000, most: 40_000))
    #expect(longer.possible == moment(90_000, 90_000))
  }

  @Test func `what runs is waited for, and what waits behind it for longer than is known`() {
    let running = view(bolus(started: 1, lockout: 600), .patientBolus, for: 900_001)
    #expect(running.hindrance == .doseRunning && running.possible == moment(901, 901))
    #expect(running.runs == .extraDose && running.rest?.seconds == 901)
    let prime = view(bolus(), .prime, for: 60_000)
    #expect(prime.hindrance == .filling && prime.possible == moment(60, 60))
    let bridge = view(bolus(), waiting: 1000, .bridge, for: 60_000)
    #expect(bridge.hindrance == .changeover && bridge.possible == moment(60, nil))
  }

  @Test func `what ends by nobody's doing nothing has no moment`() {
    let cases: [(HandsetView, HandsetView.Hindrance)] = [
      (view(bolus(isOn: false)), .off), (view(bolus(), isUnsettled: true), .outcomeUnknown),
      (view(bolus(), alarms: [.motorStall]), .alarm),
      (view(bolus(), alarms: [.endOfService]), .ended),
      (view(bolus()) { $0.flags.isStopped = true }, .stopped),
      (view(bolus(), alarms: [.emergencyRate]), .alarm),
    ]
    for (view, hindrance) in cases {
      #expect(view.hindrance == hindrance && view.possible == nil, "\(hindrance)")
    }
    #expect(cases[0].0.requests == nil)
    // An order that may have been carried out goes before everything else.
    let both = view(bolus(started: 3, lockout: 60), isUnsettled: true, .bolus, for: 1)
    #expect(both.hindrance == .outcomeUnknown)
  }

  @Test(arguments: (0..<UInt8(Alarm.count)).compactMap { Alarm(rawValue: $0) })
  func `every alarm makes the patient call, and at once where it is critical`(alarm: Alarm) {
    let seen = view(bolus(), alarms: [alarm])
    #expect(seen.call == (alarm.isCritical ? .now : .schedule))
    let runs: HandsetView.Runs =
      switch alarm {
      case .endOfService, .memoryLost, .selfTestFailed, .deliveryFault: .ended
      case .motorStall, .emptyReservoir: .noDrug
      case .emergencyRate: .emergencyRate
      case .lowReservoir, .electiveReplacement, .memoryError, .clockUncertain, .stoppedTooLong,
        .lowBatteryReset:
        .programme
      }
    #expect(seen.runs == runs)
    #expect(!alarm.isCritical || seen.hindrance == (runs == .ended ? .ended : .alarm))
  }

  @Test func `a pump that is stopped makes the patient call, alarm or none`() {
    let stopped = view(bolus()) { $0.flags.isStopped = true }
    #expect(stopped.runs == .stopped && stopped.call == .now)
  }
}
