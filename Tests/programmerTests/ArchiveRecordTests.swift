import Foundation
import GRDB
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Patients, their pumps, and what is entered about them.
@Suite(.limited)
struct ArchiveRecordTests {
  private let lab: ArchiveLab
  private let archive: Archive

  init() throws {
    lab = try ArchiveLab()
    archive = try Archive(at: lab.path)
  }

  private func change(
    _ code: String? = nil, indication: String? = nil, grams: UInt32? = nil
  ) -> PatientChange {
    var change = PatientChange()
    change.code = code
    change.indication = indication
    change.grams = grams
    return change
  }

  private func device(implanted: String? = nil, explanted: String? = nil) -> DeviceChange {
    var change = DeviceChange()
    change.implanted = implanted
    change.explanted = explanted
    return change
  }

  /// What a refusal says, and that it left the archive as it was.
  private func refusal(_ body: () throws -> Void) throws -> String {
    let before = try lab.shell(".dump")
    var said = ""
    do {
      try body()
    } catch let error as ProgrammerError {
      #expect(error.exitStatus == .refused)
      said = error.message
    }
    #expect(said.contains("Nothing was entered"), "\(said)")
    #expect(try lab.shell(".dump") == before)
    return said
  }

  @Test func `a patient is taken up, and what is changed is changed alone`() throws {
    let patient = try archive.addPatient("P-017", change(indication: "spinal", grams: 70_000))
    let edited = try archive.editPatient("p-017", change(grams: 68_500))
    #expect(edited.id == patient.id && edited.indication == "spinal" && edited.weight_g == 68_500)
    #expect(edited.created == patient.created && edited.edited >= patient.edited)
    #expect(try archive.editPatient("P-017", change("Q-1")).code == "Q-1")
    #expect(try archive.patients().map(\.code) == ["Q-1"])
    #expect(try archive.patientIfKnown("P-017") == nil)
  }

  @Test func `no two patients have one code, in capitals or not`() throws {
    _ = try archive.addPatient("P-017", change())
    _ = try archive.addPatient("P-018", change())
    #expect(
      try refusal { _ = try archive.addPatient("p-017", change()) }.contains("P-017 already"))
    #expect(
      try refusal { _ = try archive.editPatient("P-018", change("P-017")) }
        .contains("P-017 already"))
    #expect(
      try refusal { _ = try archive.editPatient("P-019", change("x")) }.contains("no patient"))
    // The same code in other capitals is no other patient's.
    #expect(try archive.editPatient("P-018", change("p-018")).code == "p-018")
  }

  @Test func `a pump is in one patient at a time`() throws {
    for code in ["A", "B"] { _ = try archive.addPatient(code, change()) }
    _ = try archive.assign(pump: "PL40-1", to: "A", device(implanted: "2026-01-02"))
    #expect(try archive.patient(withPump: "PL40-1")?.code == "A")
    #expect(
      try refusal { _ = try archive.assign(pump: "PL40-1", to: "B", device()) }
        .contains("is in patient A"))
    #expect(
      try refusal {
        _ = try archive.assign(pump: "PL40-1", to: "A", device(explanted: "2026-01-01"))
      }.contains("was not explanted"))
    _ = try archive.assign(pump: "PL40-1", to: "A", device(explanted: "2026-05-01"))
    #expect(try archive.patient(withPump: "PL40-1") == nil)
    #expect(
      try refusal {
        _ = try archive.assign(pump: "PL40-1", to: "B", device(implanted: "2026-04-30"))
      }.contains("until 2026-05-01"))
    _ = try archive.assign(pump: "PL40-1", to: "B", device(implanted: "2026-05-01"))
    #expect(try archive.patient(withPump: "PL40-1")?.code == "B")
    // Of what was long ago only what cannot have been is refused.
    let other = try archive.addPatient("C", change())
    for (from, to, words) in [
      ("2025-01-01", "2026-01-03", "in patient A until 2026-05-01"),
      ("2025-01-01", "2026-06-01", "is in patient B"), ("2026-02-01", "2026-03-01", "patient A"),
    ] {
      #expect(
        try refusal {
          _ = try archive.assign(
            pump: "PL40-1", to: "C", device(implanted: from, explanted: to))
        }.contains(words))
    }
    _ = try archive.assign(
      pump: "PL40-1", to: "C", device(implanted: "2025-01-01", explanted: "2026-01-02"))
    #expect(try archive.devices(of: other.id).count == 1)
  }

  @Test func `a patient whose pump is replaced has two in a row`() throws {
    let patient = try archive.addPatient("A", change())
    var first = device(implanted: "2020-01-02")
    first.catheterModel = "8780"
    first.catheterMillimetres = 450
    _ = try archive.assign(pump: "PL40-1", to: "A", first)
    _ = try archive.assign(pump: "PL40-2", to: "A", device(implanted: "2026-05-01"))
    _ = try archive.assign(pump: "PL40-1", to: "A", device(explanted: "2026-05-01"))
    let devices = try archive.devices(of: patient.id)
    #expect(devices.map(\.serial) == ["PL40-1", "PL40-2"])
    #expect(devices.map(\.explanted) == ["2026-05-01", nil])
    #expect(devices[0].catheter_model == "8780" && devices[0].catheter_mm == 450)
    // Told about again, it is still the one of then; implanted anew, it is another stay.
    _ = try archive.assign(pump: "PL40-1", to: "A", device())
    #expect(try archive.devices(of: patient.id).count == 2)
    _ = try archive.assign(pump: "PL40-1", to: "A", device(implanted: "2026-06-01"))
    #expect(try archive.devices(of: patient.id).count == 3)
  }

  @Test func `a note and findings are about who has the pump, and belong to a visit`() throws {
    let patient = try archive.addPatient("A", change())
    let other = try archive.addPatient("B", change())
    _ = try archive.assign(pump: "PL40-SAMPLE", to: "A", device())
    let visit = try archive.begin(ArchiveLab.session)
    let now = Archive.now()
    #expect(
      try archive.addNote("quiet", about: .pump("PL40-SAMPLE"), visit: visit, at: now).code == "A")
    var findings = Findings()
    findings.ashworthLegs = .onePlus
    findings.pennSpasms = 0
    let (whose, found) = try archive.addFindings(
      findings, about: .patient("a"), visit: nil, at: now)
    #expect(whose.code == "A" && found.ashworth_legs == "1+" && found.penn_spasms == 0)
    #expect(found.ashworth == nil && found.ashworth_arms == nil)
    #expect(try archive.notes(of: patient.id).map(\.session) == [visit])
    #expect(try archive.assessments(of: patient.id).map(\.at) == [now])
    #expect(try archive.notes(of: other.id).isEmpty)
    let wrong: [(RecordSubject, Int64?, String)] = [
      (.patient("B"), visit, "no pump of patient B"), (.patient("A"), visit + 1, "no visit"),
      (.pump("PL40-2"), nil, "who has pump PL40-2"), (.patient("C"), nil, "no patient “C”"),
    ]
    for (subject, visit, words) in wrong {
      #expect(
        try refusal { _ = try archive.addNote("x", about: subject, visit: visit, at: now) }
          .contains(words))
      #expect(
        try refusal { _ = try archive.addFindings(findings, about: subject, visit: visit, at: now) }
          .contains(words))
    }
  }

  @Test func `an archive that has no patients yet gets room for them, and loses nothing`() throws {
    let old = lab.directory + "/old.sqlite"
    let before = Array(ArchiveSchema.migrations.prefix(2))
    do {
      let archive = try Archive(at: old, migrations: before)
      let visit = try archive.begin(ArchiveLab.session)
      _ = try archive.intend(in: visit, serial: "PL40-SAMPLE") { ArchiveLab.order() }
    }
    let archive = try Archive(at: old)
    #expect(try archive.patients().isEmpty)
    #expect(try archive.sessions(serial: nil, last: 9).map(\.orders) == [1])
    _ = try archive.addPatient("A", change())
    // A programmer that knows nothing of them does not go near it.
    #expect(throws: ProgrammerError.self) { try Archive(at: old, migrations: before) }
  }
}
