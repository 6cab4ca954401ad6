import Foundation
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Trials in the archive: entered by the rules, kept over a merge, and what follows for a pump.
@Suite(.limited)
struct TrialRecordTests {
  private let merge: MergeLab

  init() throws { merge = try MergeLab() }

  private static func at(_ day: Int, _ hour: Int) -> String {
    "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00.000Z"
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "taken"
    } catch {
      return (error as? ProgrammerError)?.message ?? "\(error)"
    }
  }

  /// Enters a trial up to so many doses, none of which had an effect.
  private func fail(_ archive: Archive, _ code: String, doses: Int) throws {
    for place in 0..<doses {
      _ = try archive.addScreeningDose(
        ScreeningRules.doses[place], of: code, at: Self.at(1 + 2 * place, 8))
      _ = try archive.addScreeningResponse(
        .init(lastedMinutes: nil), of: code, at: Self.at(1 + 2 * place, 14))
    }
  }

  @Test func `a trial is told with its doses, what follows, and the dose a pump starts with`()
    throws
  {
    let archive = try merge.archive("A")
    _ = try archive.addPatient("P-1", PatientChange())
    try fail(archive, "P-1", doses: 1)
    _ = try archive.addScreeningDose(75_000, of: "P-1", at: Self.at(3, 8))
    let open = try archive.trial(of: "P-1")
    #expect(open.words.contains("observe the patient, and enter what comes of the 75 mcg\n"))
    let done = try archive.addScreeningResponse(
      .init(lastedMinutes: 360), of: "P-1", at: Self.at(3, 15))
    #expect(
      done.words == """
        patient    P-1
        given      2026-03-01 08:00 UTC  screening dose 50 mcg: no effect
        given      2026-03-03 08:00 UTC  screening dose 75 mcg: it helped, for 6 h
        trial      start a pump with 150 mcg/day (twice the effective dose); no increase in the \
        first 24 h

        """, "\(done.words)")
    #expect(try archive.record(of: "P-1").words.contains("screening dose 75 mcg: it helped"))
    let rows = try archive.rows(of: .patient("P-1"))
    let table = HistoryTable.text(rows)
    #expect(table.contains(",screening,") && table.hasSuffix(",yes,360,,,\r\n"), "\(table)")
    #expect(HistoryWords.lines(rows).contains("screening dose 50 mcg: no effect"))
  }

  @Test func `what the label does not allow is refused, and nothing is entered`() throws {
    let archive = try merge.archive("A")
    _ = try archive.addPatient("P-1", PatientChange())
    func given(_ nanograms: UInt32, _ moment: String) -> String {
      refusal { _ = try archive.addScreeningDose(nanograms, of: "P-1", at: moment) }
    }
    #expect(given(100_000, Self.at(1, 8)).contains("the next screening dose is 50 mcg"))
    #expect(
      refusal {
        _ = try archive.addScreeningResponse(
          .init(lastedMinutes: nil), of: "P-1", at: Self.at(1, 8))
      }.contains("no screening dose waits"))
    try fail(archive, "P-1", doses: 1)
    let early = given(75_000, Self.at(2, 7))
    #expect(
      early.contains("2026-03-02 08:00 UTC at the earliest")
        && early.hasSuffix("Nothing was entered"), "\(early)")
    #expect(try archive.trial(of: "P-1").records.count == 1)
    #expect(refusal { _ = try archive.trial(of: "P-2") }.contains("no patient"))
  }

  @Test func `without a response no pump is assigned, unless a reason is given and kept`() throws {
    let archive = try merge.archive("A")
    for code in ["P-1", "P-2"] { _ = try archive.addPatient(code, PatientChange()) }
    try fail(archive, "P-2", doses: 2)
    // A trial that goes on, or none at all, stands against nothing.
    _ = try archive.assign(pump: "PL40-A", to: "P-2", DeviceChange())
    try fail(archive, "P-1", doses: 3)
    let refused = refusal { _ = try archive.assign(pump: "PL40-B", to: "P-1", DeviceChange()) }
    #expect(
      refused.contains("had no response to 100 mcg") && refused.contains("--despite-trial"),
      "\(refused)")
    let patient = try archive.patient("P-1")
    #expect(try archive.devices(of: patient.id).isEmpty && archive.notes(of: patient.id).isEmpty)
    var change = DeviceChange()
    change.despiteTrial = "response seen at home"
    _ = try archive.assign(pump: "PL40-B", to: "P-1", change)
    #expect(
      try archive.notes(of: patient.id).map(\.text) == [
        "pump PL40-B implanted although the screening trial had no response: response seen at home"
      ])
    // What is said later of the pump that is in needs no reason again.
    var later = DeviceChange()
    later.tipLevel = "T10"
    _ = try archive.assign(pump: "PL40-B", to: "P-1", later)
    #expect(try archive.notes(of: patient.id).count == 1)
  }

  @Test func `two machines' trials are one, whichever is merged into which and how often`() throws {
    do {
      let archive = try merge.archive("A")
      _ = try archive.addPatient("P-1", PatientChange())
      _ = try archive.addScreeningDose(50_000, of: "P-1", at: Self.at(1, 8))
    }
    try merge.copy("A", to: "B")
    do {
      let other = try merge.archive("B")
      _ = try other.addScreeningResponse(
        .init(lastedMinutes: nil), of: "P-1", at: Self.at(1, 14))
      _ = try other.addScreeningDose(75_000, of: "P-1", at: Self.at(3, 8))
    }
    try merge.copy("B", to: "C")
    let count = try merge.archive("A").merge(merge.path("B"))
    #expect(count.screening_doses == 1 && count.edited == 1)
    #expect(try merge.archive("A").merge(merge.path("B")) == MergeCount())
    #expect(try merge.archive("B").merge(merge.path("A")) == MergeCount())
    #expect(try merge.content("A") == merge.content("C"))
    #expect(try merge.content("A").count { $0.hasPrefix("screening_doses") } == 2)
  }

  @Test func `trials that contradict each other are told, and nothing is merged`() throws {
    do {
      let archive = try merge.archive("A")
      _ = try archive.addPatient("P-1", PatientChange())
      _ = try archive.addScreeningDose(50_000, of: "P-1", at: Self.at(1, 8))
    }
    for name in ["B", "C", "D"] { try merge.copy("A", to: name) }
    func answer(_ name: String, _ minutes: UInt32?) throws {
      _ = try merge.archive(name).addScreeningResponse(
        .init(lastedMinutes: minutes), of: "P-1", at: Self.at(1, 16))
    }
    try answer("B", nil)
    try answer("C", 300)
    // Each of them alone is a trial; together they are none.
    try answer("D", nil)
    _ = try merge.archive("D").addScreeningDose(75_000, of: "P-1", at: Self.at(3, 8))
    _ = try merge.archive("B").addScreeningDose(75_000, of: "P-1", at: Self.at(3, 9))
    for (other, words) in [
      ("C", "had another response"), ("D", "are not those of one trial together"),
    ] {
      let before = try merge.content("B")
      let said = refusal { _ = try merge.archive("B").merge(merge.path(other)) }
      #expect(said.contains(words) && said.contains("nothing was merged"), "\(said)")
      #expect(try merge.content("B") == before)
    }
  }

  @Test func `an archive of version 3 gets room for trials, and loses nothing`() throws {
    let before = Array(ArchiveSchema.migrations.prefix(3))
    do {
      let archive = try Archive(at: merge.path("A"), migrations: before)
      _ = try archive.addPatient("P-1", PatientChange())
      _ = try archive.addNote("kept", about: .patient("P-1"), visit: nil, at: Self.at(1, 8))
    }
    let archive = try merge.archive("A")
    #expect(try archive.notes(of: archive.patient("P-1").id).map(\.text) == ["kept"])
    try fail(archive, "P-1", doses: 1)
    #expect(throws: ProgrammerError.self) {
      try Archive(at: merge.path("A"), migrations: before)
    }
  }
}
