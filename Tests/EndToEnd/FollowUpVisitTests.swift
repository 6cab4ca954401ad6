import PumpLinkTesting
import PumpLinkTestingProcesses
import TestLimits
import Testing

/// A hardware-in-the-loop test of a follow-up visit, with real programs and no pump on the desk.
///
/// It is meant to be copied: it uses nothing but the kit that other packages can depend on. The
/// pump's clock is manual: therapy time passes only when the bench says so, at once and to the
/// nanolitre, however slow the machine is.
@Suite(.waiting, .limited, .serialized, .pumpProcess(seed: 7))
struct FollowUpVisitTests {
  private let pump: PumpProcess

  init() throws { pump = try PumpProcess.current }

  /// What the programmer prints.
  @discardableResult
  private func programmer(_ words: String) throws -> JSONValue {
    let ended = try pump.run(
      "programmer", words.split(separator: " ").map(String.init) + ["--json"])
    #expect(ended.code == 0, "\(words)")
    return ended.json
  }

  private var status: JSONValue { get throws { try programmer("interrogate") } }

  @Test func `a raised dose and a bolus are delivered exactly`() throws {
    let before = try status
    #expect(before.therapy.dose_mcg_per_day == 100)
    #expect(before.alarms == [])

    let dose = try programmer("dose 110 mcg/day --yes")
    #expect(dose.outcome == "done")
    #expect(dose.change_percent == 10)
    #expect(try programmer("bolus 50 mcg --over 10 min --yes").bolus.remaining_mcg == 50)

    let truth = try pump.advance(by: .days(1))

    #expect(truth.received == .mcg(160))
    #expect(truth.pumped == .microlitres(80))
    #expect(truth.strokes == 320)
    #expect(truth.reservoir == .microlitres(19_920))
    #expect(truth.time == .zero.after(.days(1)))
    let after = try status
    #expect(after.therapy.dose_mcg_per_day == 110)
    #expect(after.reservoir.volume_ml == 19.92)
    #expect(after.alarms == [])
  }

  @Test func `the reservoir runs low after as many days as were foretold`() throws {
    try programmer("dose 400 mcg/day --yes --confirm-total 400mcg")
    #expect(try status.reservoir.days_to_alarm == 90)

    try pump.advance(by: .hours(90 * 24 - 1))
    #expect(try status.alarms == [])
    let truth = try pump.advance(by: .hours(1))
    #expect(truth.alarms == [.lowReservoir])
    #expect(truth.reservoir == .millilitres(2))
    #expect(try status.alarms == ["low_reservoir"])
    #expect(try status.reservoir.days_to_alarm == 0)
  }

  @Test func `an interrogation has every key that scripts rely on`() throws {
    let status = try status
    #expect(status.pump.model == "PL-40")
    #expect(status.pump.serial == JSONValue(parsing: try contents(of: pump.card)).serial)
    #expect(status.therapy.mode == "simple_continuous")
    #expect(status.therapy.dose_mcg_per_day == 100)
    #expect(status.therapy.concentration_mcg_per_ml == 2000)
    #expect(status.reservoir.volume_ml == 20)
    #expect(status.reservoir.low_alarm_ml == 2)
    #expect(status.reservoir.days_to_alarm == 360)
    #expect(status.battery.state == "ok")
    #expect(status.battery.percent == 100)
    #expect(status.battery.months_to_eri == 80)
    #expect(status.alarms == [])
    #expect(try programmer("status") == status)
  }

  private func contents(of path: String) throws -> String {
    try pump.run("/bin/cat", [path]).output
  }

  @Test func `the same keys are there when nothing is foreseen`() throws {
    let running = try status
    try programmer("stop --yes")
    let stopped = try status
    #expect(stopped.delivery == "stopped")
    #expect(stopped.reservoir.days_to_alarm == .null)
    #expect(stopped.reservoir.keys == running.reservoir.keys)
    #expect(stopped.keys == running.keys)
  }

  @Test(.pumpProcess(profile: "child-20ml", seed: 7))
  func `the model with a motor that overdelivers shows in the truth alone`() throws {
    let truth = try pump.advance(by: .days(10))
    // 90 mcg/day at 500 mcg/mL are 0.18 mL/day; a stroke moves 2 % more than the pump counts.
    #expect(truth.strokes == 7200)
    #expect(truth.pumped == .microlitres(1836))
    #expect(try status.pumped_ml == 1.8)
  }
}
