import Foundation
import TestLimits
import Testing

/// A temporary rate and a planned stop, as a person orders, sees and lives through them.
@Suite(.waiting, .limited)
struct TemporaryTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private func ctl(_ words: String) throws -> JSON {
    let finished = try bench.ctl(words)
    #expect(finished.code == 0, "\(words): \(finished)")
    return finished.json
  }

  private func plain(_ words: String) throws -> String {
    let finished = try bench.launch("programmer", PumpBench.split(words)).wait()
    #expect(finished.code == 0, "\(words): \(finished)")
    return finished.output
  }

  @Test func `a rate for some time is shown, withheld is counted, and the programme goes on`()
    throws
  {
    try bench.expectDone("dose 200 mcg/day --yes")
    let begun = try bench.programmer("temporary 120 mcg/day --for 6 h --reason imaging --yes").json
    #expect(begun.order == "temporary_rate" && begun.temporary.dose_mcg_per_day == 120)
    #expect(begun.temporary.ends_in_s == 21_600 && begun.temporary.reason == "imaging")
    _ = try ctl("advance 3 h")
    let now = try bench.programmer("status").json
    #expect(now.temporary.given_mcg == 15 && now.temporary.programme_mcg == 25)
    #expect(now.temporary.withheld_mcg == 10 && now.therapy.basal_mcg_per_day == 120)
    let shown = try plain("status")
    #expect(shown.contains("delivery   temporary rate, 120 mcg/day\n"), "\(shown)")
    #expect(shown.contains("so far 15 mcg given, 10 mcg of the programme withheld\n"), "\(shown)")
    let refused = try bench.programmer("dose 105 mcg/day --yes")
    #expect(
      refused.code == 1 && refused.errors.contains("`programmer temporary end`"), "\(refused)")
    #expect(try bench.programmer("bolus 5 mcg --over 5 min --yes").code == 0)
    _ = try ctl("advance 3 h")
    let after = try bench.programmer("status").json
    #expect(after.temporary == .null && after.therapy.basal_mcg_per_day == 200)
    let log = try plain("log")
    #expect(
      log.contains("temporary rate of 120 mcg/day begun for 6 h: for an examination"), "\(log)")
    #expect(log.contains("its time was over; 30 mcg given, 20 mcg withheld"), "\(log)")
    let told = try ctl("reconcile")
    #expect(told.differences.counter_truth_nl == 0 && told.log.lost == 0)
  }

  @Test func `a planned stop gives no bolus, ends early by order, and the patient is told`() throws
  {
    let begun = try bench.programmer("temporary stop --for 90 min --reason procedure --yes").json
    #expect(begun.order == "planned_stop" && begun.temporary.dose_mcg_per_day == 0)
    let strokes = try ctl("truth").strokes
    #expect(try ctl("advance 1 h").strokes == strokes)
    let told = try bench.programmer("handset").json
    #expect(told.runs == "paused" && told.rest_s == 1800 && told.call == "none")
    let bolus = try bench.programmer("bolus 5 mcg --over 5 min --yes")
    #expect(bolus.code == 1 && bolus.errors.contains("planned stop"), "\(bolus)")
    #expect(try plain("status").contains("PLANNED STOP"))
    let ended = try bench.programmer("temporary end --yes")
    #expect(ended.code == 0 && ended.json.order == "end_temporary")
    #expect(ended.json.temporary == .null)
    let again = try bench.programmer("temporary end --yes")
    #expect(again.code == 1 && again.errors.contains("no temporary rate"), "\(again)")
    #expect(try bench.programmer("handset").json.runs == "programme")
  }

  @Test(arguments: [
    "150 mcg/day --for 73 h --reason imaging": "3 d 1 h",
    "stop --for 25 h --reason imaging": "1 d 1 h",
    "0 mcg/day --for 1 h --reason imaging": "planned stop",
    "150 mcg --for 1 h --reason imaging": "day",
    "150 mcg/day --for 90 s --reason imaging": "whole minutes", "150 mcg/day --for 1 h": "--reason",
    "150 mcg/day --reason imaging": "--for", "show --for 1 h": "dose per day",
    "300 mcg/day --for 1 h --reason imaging": "--confirm-total",
  ])
  func `what cannot be is refused by name, and nothing begins`(words: String, named: String) throws
  {
    let refused = try bench.programmer("temporary \(words) --yes")
    #expect([1, 64].contains(refused.code) && refused.errors.contains(named), "\(refused)")
    #expect(try bench.programmer("temporary").json.temporary == .null)
  }

  @Test func `a rate that the reservoir does not hold, and one beside what excludes it`() throws {
    try bench.expectDone("prime catheter --yes --confirm-total 364 mcg")
    let rate = "temporary 150 mcg/day --for 3 days --reason illness --yes"
    #expect(try bench.programmer(rate).errors.contains("prime"))
    _ = try ctl("advance 1 h")
    try bench.expectDone("bridge 0.06 mL/day --yes")
    #expect(try bench.programmer(rate).errors.contains("bridge"))
    try bench.expectDone("bridge cancel --yes")
    _ = try ctl("advance 395 days")
    let low = try bench.programmer(rate)
    #expect(low.code == 1 && low.errors.contains("reservoir"), "\(low)")
  }

  @Test func `without power it neither lengthens nor is forgotten`() throws {
    try bench.expectDone("temporary 120 mcg/day --for 6 h --reason other --yes")
    _ = try ctl("advance 1 h")
    try bench.kill9()
    try bench.restart()
    #expect(try bench.programmer("temporary").json.temporary.ends_in_s == 18_000)
    _ = try ctl("power off")
    _ = try ctl("advance 6 h")
    _ = try ctl("power on")
    #expect(try bench.programmer("temporary").json.temporary == .null)
  }
}
