import Foundation
import TestLimits
import TestSupport
import Testing

@testable import Clinic
@testable import Handheld

/// A refill with another drug that is cut off: the next visit knows what became of it, no part of
/// it is in force without the others, and the truth names both drugs.
@Suite(.waiting, .limited, .serialized)
struct AnotherDrugFaultTests {
  private static let library = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/drugs/intrathecal.yaml").standardized.path
  private static let order =
    "refill 18 mL --withdrawn 20 mL --drug morphine --concentration 1 mg/mL --rinsed --bridge "
    + "--dose 900 mcg/day --patient-bolus-off --drugs \(library)"

  private let bench: PumpBench

  /// A pump in which morphine is, and which believes that it holds baclofen.
  init() throws {
    bench = try PumpBench(options: ["--drugs", Self.library])
    try bench.expectDone(
      "patient-bolus set 5 mcg --over 5 min --lockout 4 h --maximum-per-day 3 --yes")
    for words in [
      "withdraw 40 mL", "rinse", "fill 18 mL --concentration 1000 mcg/mL --drug morphine",
      "snapshot filled",
    ] {
      let done = try bench.ctl(words)
      #expect(done.code == 0, "\(done)")
    }
  }

  private func refill(_ options: String = "") throws -> Finished {
    try bench.programmer(
      (Self.order + options).split(separator: " ").map(String.init)
        + ["--confirm-total", "900 mcg"])
  }

  /// Whether the refill is in force with all that goes with it, or nothing of it is.
  private func isDone(_ place: String) throws -> Bool {
    let next = try bench.programmer("interrogate")
    try #require(next.code == 0, "\(place): \(next)")
    let now = next.json
    let isNew = now.therapy.drug == "morphine"
    #expect(now.therapy.drug == (isNew ? "morphine" : "baclofen"), "\(place)")
    #expect(now.therapy.concentration_mcg_per_ml == (isNew ? 1000 : 2000), "\(place)")
    #expect(now.therapy.dose_mcg_per_day == (isNew ? 900 : 100), "\(place)")
    #expect(now.reservoir.refills == (isNew ? 1 : 0), "\(place)")
    #expect((now.patient_bolus == .null) == isNew, "\(place)")
    let bridges = now.infusion.kind == "bridge" || (now.bridge_waiting_ml.double ?? 0) > 0
    #expect(bridges == isNew, "\(place): \(now)")
    #expect(now.path.other_drugs.elements == (isNew ? ["baclofen"] : []), "\(place)")
    return isNew
  }

  /// What the archive knows of the refill that was ordered last.
  private func fate() throws -> String? {
    let sessions = try bench.programmer("sessions list").json.sessions.elements
    for visit in sessions {
      let id = Int(visit.id.double ?? 0)
      let orders = try bench.programmer("sessions show \(id)").json.orders.elements
      if let last = orders.last { return last.outcome.string }
    }
    return nil
  }

  private func settle(_ end: Finished, _ place: String) throws {
    let isNew = try isDone(place)
    // Nobody believes done or not done what is not so.
    if end.code == 0 { #expect(isNew, "\(place): \(end)") }
    if end.code == 1 || end.code == 69 { #expect(!isNew, "\(place): \(end)") }
    if end.code == 75 {
      #expect(try fate() == (isNew ? "done" : "not_done"), "\(place): \(end)")
    }
    if !isNew {
      let again = try refill()
      #expect(again.code == 0, "\(place): \(again)")
      #expect(try isDone(place), "\(place)")
    }
  }

  /// Both drugs, by their names, where they are; each adds up.
  private func expectBoth(_ place: String) throws {
    try bench.ctl("advance 10 days")
    let truth = try bench.truth
    let drugs = truth.drugs.elements
    #expect(drugs.map(\.drug) == ["baclofen", "morphine"], "\(place)")
    for drug in drugs {
      let parts = [
        drug.withdrawn_pg, drug.replaced_pg, drug.pocket_pg, drug.reservoir_pg, drug.residual_pg,
        drug.pumped_pg,
      ].compactMap(\.double)
      #expect(drug.filled_pg.double == parts.reduce(0, +), "\(place)")
      #expect((drug.patient_pg.double ?? 0) > 0, "\(place): \(drug)")
    }
    #expect(drugs.first?.reservoir_pg == 0 && drugs.first?.catheter_pg == 0, "\(place)")
  }

  @Test(arguments: [
    "before-record", "torn-record --off", "after-record --off", "after-record", "after-log --off",
  ])
  func `power fails at each write of it in turn`(point: String) throws {
    var codes: [Int32] = []
    for count in 1...20 {
      let place = "\(point), \(count)"
      if count > 1 { try bench.ctl("restore filled") }
      let planned = try bench.ctl("crash --at \(point) --count \(count)")
      try #require(planned.code == 0, "\(planned)")
      let end = try refill()
      let isSpared = try bench.truth.crash != .null
      try bench.ctl("crash --cancel")
      try bench.ctl("power on")
      codes.append(end.code)
      try settle(end, place)
      if isSpared {
        #expect(end.code == 0, "\(place): \(end)")
        #expect(count > 1, "it never came to that write")
        break
      }
    }
    if point == "after-record --off" {
      #expect(codes.contains(75), "the answer was lost with the power: \(codes)")
    }
    try expectBoth(point)
  }

  @Test func `an answer is lost, and the next visit settles what became of it`() throws {
    for point in [
      ProgrammerCrashPoint.afterIntent, .afterSend, .beforeOutcome,
    ] {
      try bench.ctl("restore filled")
      let died = try refill(" --crash-at \(point.rawValue)")
      #expect(died.code == 128 + SIGKILL, "\(died)")
      try settle(died, point.rawValue)
    }
    for seed in 1...6 {
      try bench.ctl("restore filled")
      try bench.ctl("link set --direction from-pump --loss 45% --seed \(seed)")
      let end = try refill()
      try bench.ctl("link clear")
      try settle(end, "seed \(seed)")
    }
    try expectBoth("lost answers")
  }
}
