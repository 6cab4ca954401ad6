import Foundation
import TestLimits
import Testing

/// What the bench does to a running pump, and what a programmer then finds.
@Suite(.waiting, .limited, .serialized)
struct BenchActionTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  /// A verb that must succeed; what it printed.
  @discardableResult
  private func ctl(_ words: String) throws -> JSON {
    let finished = try bench.ctl(words)
    #expect(finished.code == 0, "\(words): \(finished)")
    return finished.json
  }

  @Test func `a magnet stalls the motor for half a day, and the alarm comes and goes`() throws {
    try ctl("fault motor stall --for 12h")
    try ctl("advance 6 h")
    #expect(try bench.programmer("interrogate").json.alarms == ["motor_stall"])
    #expect(try ctl("truth").faults.elements.first?.until_s == 43_200)
    try ctl("advance 18 h")
    #expect(try bench.programmer("interrogate").json.alarms == [])
    let truth = try ctl("truth")
    #expect(truth.strokes == 100 && truth.faults == [] && truth.pump.undelivered_pg == 50_000_000)
  }

  @Test func `the faults there are are printed, with what is active`() throws {
    try ctl("fault catheter occlusion 30 %")
    try ctl("fault clock drift -200 ppm --for 3 days")
    let report = try ctl("faults")
    #expect(report.active.elements.map(\.unit) == ["catheter", "clock"])
    #expect(report.active.elements.map(\.value) == [30, -200])
    #expect(report.supported.elements.contains { $0.unit == "battery" && $0.kind == "dead" })
    let words = try bench.launch("PumpFirmwareSim", ["ctl", "faults"]).wait().output
    #expect(words.contains("active: catheter occlusion 30 %\n"))
    #expect(words.contains("active: clock drift -200 ppm until 3 d\n"))
    #expect(try ctl("clear all").faults == [])
    #expect(try ctl("faults").active == [])
  }

  @Test func `a syringe draws what there is, and a reservoir takes what it has room for`() throws {
    try ctl("advance 10 days")
    let drawn = try ctl("withdraw 2.1 mL")
    #expect(drawn.came_nl == 2_100_000 && drawn.came_pg == 4_200_000_000)
    #expect(try ctl("withdraw 40 mL").came_nl == 17_400_000)
    let filled = try ctl("fill 18 mL --concentration 500 mcg/mL")
    #expect(filled.reservoir_nl == 18_000_000 && filled.residual_nl == 1_400_000)
    #expect(filled.pump.reservoir_nl == 19_500_000)
    let words = try bench.launch(
      "PumpFirmwareSim", ["ctl", "fill", "1", "mL", "--concentration", "drug-free"]
    ).wait().output
    #expect(words.contains("reservoir     19.000 mL of 5"), "\(words)")
  }

  @Test func `a trial, an implant, and a body that goes to another pump`() throws {
    let other = try PumpBench()
    #expect(try ctl("explant").body.has_pump == false)
    #expect(try ctl("inject 50 mcg").body.injected_pg == 50_000_000)
    #expect(try bench.ctl("explant").code == 1, "it is out already")
    try ctl("advance 1 day")
    let spilled = try ctl("truth")
    #expect(spilled.spilled_nl == 50_000 && spilled.body.infused_pg == 0)
    #expect(try ctl("implant --new-catheter 0.12 mL").catheter_nl == 260_000)
    let before = try ctl("advance 2 days").body
    let file = bench.files.file("patient.body")
    let gone = try ctl("explant \(file)")
    #expect(!gone.keys.contains("body") && gone.patient_pg == before.infused_pg)
    #expect(try bench.ctl("inject 1 mcg").code == 1, "nobody is here")
    let refused = try other.ctl("implant \(file)")
    #expect(refused.code == 1 && refused.errors.contains("a body here already"), "\(refused)")
    #expect(try other.ctl("explant \(other.files.file("somebody.body"))").code == 0)
    let implanted = try other.ctl("implant \(file)")
    #expect(implanted.code == 0, "\(implanted)")
    let body = implanted.json.body
    #expect(body.infused_pg == before.infused_pg && body.injected_pg == 50_000_000)
    #expect(!FileManager.default.fileExists(atPath: file))
    #expect(try bench.ctl("implant \(file)").code == 1, "nobody is in two places")
    try bench.kill9()
    try bench.restart()
    let after = try ctl("truth")
    #expect(!after.keys.contains("body") && after.spilled_nl == spilled.spilled_nl)
  }

  @Test func `a pump that begins outside is implanted when the trial was good`() throws {
    let new = try PumpBench(options: ["--not-implanted"])
    func ctl(_ words: String) throws -> JSON {
      let finished = try new.ctl(words)
      #expect(finished.code == 0, "\(words): \(finished)")
      return finished.json
    }
    let body = try ctl("truth").body
    #expect(!body.keys.contains("catheter_nl") && body.infused_pg == 0)
    #expect(try ctl("inject 50 mcg").body.injected_pg == 50_000_000)
    let refused = try new.ctl("implant")
    #expect(refused.code == 1 && refused.errors.contains("no catheter"), "\(refused)")
    #expect(try ctl("truth").catheter_nl == 140_000)
    try new.kill9()
    try new.restart()
    #expect(try ctl("implant --new-catheter 0.132 mL").catheter_nl == 272_000)
    // The new catheter holds no drug.
    #expect(try ctl("advance 2 days").body.infused_pg == 0)
    #expect(try ctl("advance 2 days").body.infused_pg != 0)
  }

  @Test func `a pump that follows another begins with no body, and takes that one's`() throws {
    let next = try PumpBench(options: ["--no-body"])
    let alone = try next.ctl("truth")
    #expect(alone.code == 0 && !alone.json.keys.contains("body"), "\(alone)")
    for words in ["implant", "inject 50 mcg", "explant"] {
      let refused = try next.ctl(words)
      #expect(refused.code == 1, "\(words): \(refused)")
    }
    #expect(try next.ctl("advance 1 day").json.spilled_nl != 0)
    let file = next.files.file("somebody.body")
    try ctl("inject 50 mcg")
    try ctl("explant \(file)")
    let implanted = try next.ctl("implant \(file)")
    #expect(implanted.code == 0 && implanted.json.body.injected_pg == 50_000_000, "\(implanted)")
  }

  @Test func `without power or head nobody answers, and with them the pump does`() throws {
    try ctl("head remove")
    #expect(try bench.programmer("identify").code == 69)
    try ctl("head place")
    #expect(try bench.programmer("identify").code == 0)
    #expect(try ctl("power off").power == "off")
    #expect(try bench.programmer("identify").code == 69)
    #expect(try ctl("advance 1 day").strokes == 0)
    try bench.kill9()
    try bench.restart()
    #expect(try ctl("truth").power == "off")
    #expect(try bench.ctl("reconcile").code == 1)
    #expect(try ctl("power on").power == "on")
    #expect(try bench.programmer("identify").code == 0)
    #expect(try ctl("advance 1 day").strokes == 201)
    #expect(try ctl("power cycle").power == "on")
  }

  @Test func `a battery that gives out for a moment leaves the pump stopped`() throws {
    try ctl("fault battery reset")
    let status = try bench.programmer("interrogate").json
    #expect(status.delivery == "stopped" && status.alarms == ["low_battery_reset"])
    #expect(try bench.programmer("resume --yes").code == 0)
    #expect(try bench.programmer("interrogate").json.delivery == "running")
  }

  @Test func `faults, clock and tones outlive a kill`() throws {
    try ctl("fault clock drift 1000 ppm")
    try ctl("fault catheter leak 40 % --for 2 days")
    try ctl("fault memory failure")
    try ctl("advance 1 day")
    let before = try ctl("truth")
    #expect(before.tones.single != 0 && before.pump.therapy_time_s == 86_486)
    try bench.kill9()
    try bench.restart()
    let after = try ctl("truth")
    #expect(after.faults == before.faults && after.patient_pg == before.patient_pg)
    #expect(after.pump.therapy_time_s == before.pump.therapy_time_s)
    try ctl("advance 1 day")
    #expect(try ctl("truth").faults.elements.map(\.unit) == ["clock", "memory"])
  }

  @Test func `samples come at equal intervals, and end where they should`() throws {
    let finished = try bench.ctl("sample --every 1 h --for 150 min")
    #expect(finished.code == 0)
    let samples = finished.output.split(separator: "\n").map { JSON(String($0)) }
    #expect(samples.map(\.therapy_time_s) == [0, 3600, 7200, 9000])
    // 500 ng a stroke and 100 mcg a day are a stroke every 432 s.
    #expect(samples.map(\.patient_pg) == [0, 4_000_000, 8_000_000, 10_000_000])
  }

  @Test func `truth, counter, programme and log are held side by side`() throws {
    try ctl("fault motor drift -20000 ppm")
    try ctl("advance 2 days")
    let report = try ctl("reconcile")
    #expect(report.truth.pumped_nl == 98_000 && report.counter.pumped_nl == 100_000)
    #expect(report.differences.counter_truth_nl == 2000)
    #expect(report.differences.counter_truth_pg == 4_000_000)
    #expect(report.differences.log_counter_nl == 0 && report.differences.log_programme_pg == 0)
    let words = try bench.launch("PumpFirmwareSim", ["ctl", "reconcile"]).wait().output
    #expect(words.contains("+0.002 mL and +4 mcg against the truth"), "\(words)")
  }

  @Test func `a snapshot is a state file, and brings everything back`() throws {
    try ctl("advance 1 day")
    let before = try ctl("truth")
    let then = try ctl("snapshot copy")
    try bench.programmer("dose 110 mcg/day --yes")
    try ctl("advance 1 day")
    #expect(try ctl("restore copy") == then)
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
    #expect(try bench.ctl("snapshot copy").code == 1)
    try bench.kill9()
    try bench.restart()
    #expect(try ctl("truth") == before)
    try bench.kill9()
    let other = try StoppedBench()
    // The keys are in them, so their mode counts too.
    try other.files.copy(bench.files.file("copy"), to: "state")
    try other.files.copy(bench.files.file("card.json"), to: "card.json")
    try other.makePump()
  }

  @Test func `the first tone of an alarm is told once, on stderr`() throws {
    try ctl("fault motor stall --for 2 h")
    try ctl("advance 1 day")
    let finished = try bench.finish()
    #expect(finished.code == 0 && finished.output == "")
    let lines = finished.errors.split(separator: "\n").map { JSON(String($0)) }
    #expect(lines.map(\.event) == ["alarm"])
    #expect(lines.first?.alarm == "motor_stall" && lines.first?.is_critical == true)
    #expect(lines.first?.therapy_time_s == 432 && lines.first?.tone == "two_tone")
  }
}
