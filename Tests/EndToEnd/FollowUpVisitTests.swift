import TestLimits
import Testing

/// A hardware-in-the-loop test of a follow-up visit, with real programs and no pump on the desk.
///
/// It is meant to be copied. The pump's clock is manual: therapy time passes only when the bench
/// says so, at once and to the nanolitre, however slow the machine is.
@Suite(.waiting, .limited, .serialized)
struct FollowUpVisitTests {
  @Test func `a raised dose and a bolus are delivered exactly`() throws {
    let bench = try PumpBench()
    let before = try bench.status
    #expect(before.therapy.dose_mcg_per_day == 100)
    #expect(before.alarms == [])

    let dose = try bench.programmer("dose 110 mcg/day --yes")
    #expect(dose.code == 0, "\(dose.errors)")
    #expect(dose.json.outcome == "done")
    #expect(dose.json.change_percent == 10)
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes")
    #expect(bolus.code == 0, "\(bolus.errors)")
    #expect(bolus.json.bolus.remaining_mcg == 50)

    try bench.ctl("advance 1 day")

    let truth = try bench.truth
    #expect(truth.patient_pg == 160_000_000)
    #expect(truth.pumped_nl == 80_000)
    #expect(truth.strokes == 320)
    #expect(truth.reservoir_nl == 19_920_000)
    #expect(truth.catheter_nl == 272_000)
    #expect(truth.therapy_time_s == 86_400)
    let after = try bench.status
    #expect(after.therapy.dose_mcg_per_day == 110)
    #expect(after.reservoir.volume_ml == 19.92)
    #expect(after.alarms == [])
  }

  @Test func `the reservoir runs low after as many days as were foretold`() throws {
    let bench = try PumpBench()
    try bench.expectDone("dose 400 mcg/day --yes --confirm-total 400 mcg")
    let days = try #require(try bench.status.reservoir.days_to_alarm.double)
    #expect(days == 90)

    try bench.ctl("advance \(Int(days) * 24 - 1) h")
    #expect(try bench.status.alarms == [])
    try bench.ctl("advance 1 h")
    #expect(try bench.status.alarms == ["low_reservoir"])
    #expect(try bench.status.reservoir.days_to_alarm == 0)
    #expect(try bench.truth.reservoir_nl == 2_000_000)
  }

  @Test func `an interrogation has every key that scripts rely on`() throws {
    let bench = try PumpBench(options: ["--seed", "7"])
    let status = try bench.status
    #expect(status.pump.model == "PL-40")
    #expect(status.pump.serial == bench.ready.serial)
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
    #expect(try bench.programmer("status").json == status)
  }

  @Test func `the same keys are there when nothing is foreseen`() throws {
    let bench = try PumpBench()
    let running = try bench.status
    try bench.programmer("stop --yes")
    let stopped = try bench.status
    #expect(stopped.delivery == "stopped")
    #expect(stopped.reservoir.days_to_alarm == .null)
    #expect(stopped.reservoir.keys == running.reservoir.keys)
    #expect(stopped.keys == running.keys)
  }

  @Test func `the model with a motor that overdelivers shows in the truth alone`() throws {
    let bench = try PumpBench(options: ["--profile", "child-20ml"])
    try bench.ctl("advance 10 days")
    let truth = try bench.truth
    // 90 mcg/day at 500 mcg/mL are 0.18 mL/day; a stroke moves 2 % more than the pump counts.
    #expect(truth.strokes == 7200)
    #expect(truth.pumped_nl == 1_836_000)
    #expect(try bench.status.pumped_ml == 1.8)
  }
}
