import Foundation
import TestLimits
import Testing

/// What is entered about a patient: it is in the archive, and nowhere else.
@Suite(.waiting, .limited, .serialized)
struct RecordTests {
  @Test func `a patient's record is in the archive alone, and for its owner`() throws {
    let bench = try PumpBench()
    let name = "Zebulon-Quux"
    try bench.expectDone("patient add \(name) --weight 70 kg --archive archive.sqlite")
    for file in ["archive.sqlite", "archive.sqlite-opening"] {
      let mode = try FileManager.default.attributesOfItem(
        atPath: bench.files.file(file))[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(file)")
    }
    try bench.expectDone("patient assign \(name) --tip T10")
    try bench.expectDone("note Quuxnote")
    try bench.expectDone("assess --ashworth-legs 1+ --spasms 1")
    try bench.expectDone("dose 105 mcg/day --yes --capture visit.txt")
    try bench.expectDone("note Quuxnote --visit 1")
    let shown = try bench.programmer("patient show \(name)").json
    #expect(shown.patient.weight_g == 70_000 && shown.notes.elements.count == 2)
    #expect(shown.notes.elements.map(\.session) == [.null, 1])
    let serial = try bench.programmer("identify").json.pump.serial
    #expect(shown.pumps.elements.map(\.serial) == [serial])
    #expect(shown.assessments.elements.map(\.ashworth_legs) == ["1+"])
    #expect(try bench.end() == 0)
    for file in try FileManager.default.contentsOfDirectory(atPath: bench.files.path) {
      guard !file.hasPrefix("archive"),
        let bytes = FileManager.default.contents(atPath: bench.files.file(file))
      else { continue }
      for word in [name, "Quuxnote"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) is in \(file)")
      }
    }
    let told = try bench.programmer("sessions show 1 --wire").output
    #expect(!told.isEmpty && !told.contains(name.utf8.map { String($0, radix: 16) }.joined()))
  }

  @Test func `a history and a report are a patient's, and not of somebody else`() throws {
    let bench = try PumpBench()
    for code in ["P-1", "P-2"] { try bench.expectDone("patient add \(code)") }
    try bench.expectDone("patient assign P-1")
    try bench.expectDone("assess --ashworth-legs 2.4 --spasms 1")
    try bench.expectDone("dose 105 mcg/day --yes")
    #expect(try bench.programmer("dose 5000 mcg/day --yes").code == 1)
    let rows = try bench.programmer("history P-1").json.rows.elements
    let orders = rows.filter { $0.kind == "order" }
    #expect(orders.map(\.outcome) == ["done"] && orders.map(\.daily_dose_mcg) == [105])
    #expect(rows.filter { $0.kind == "assessment" }.map(\.ashworth_legs) == ["2.4"])
    #expect(rows.allSatisfy { $0.patient == "P-1" })
    #expect(try bench.programmer("history P-2").json.rows.elements == [])
    let table = try bench.launch("programmer", ["history", "P-1", "--csv"]).wait()
    #expect(table.code == 0 && table.output.hasPrefix("patient,pump,time_utc,kind,"))
    #expect(table.output.components(separatedBy: "\r\n").count == rows.count + 2)
    #expect(try bench.programmer("history --csv").code == 64)
    #expect(try bench.programmer("history P-3").code == 1)

    let wrong = try bench.programmer("report visit.html --patient P-2")
    #expect(wrong.code == 1 && wrong.errors.contains("in patient P-1 and not in P-2"))
    #expect(!FileManager.default.fileExists(atPath: bench.files.file("visit.html")))
    try bench.expectDone("report visit.html --patient P-1")
    let page = String(decoding: try bench.files.read("visit.html"), as: UTF8.self)
    #expect(page.contains("Dose and findings") && page.contains("Ashworth legs 2.4"))
    #expect(page.contains("105 mcg/day is programmed now"))
  }

  @Test func `two machines' archives are merged, and the order that one left open is settled`()
    throws
  {
    let bench = try PumpBench()
    try bench.programmer("bolus 5 mcg --over 5 min --yes --crash-at after-send")
    // What a killed programmer wrote last still lies beside its archive.
    for end in ["", "-wal"] {
      try bench.files.copy(bench.files.file("archive.sqlite\(end)"), to: "copy.sqlite\(end)")
    }
    try bench.expectDone("status --archive copy.sqlite")
    try bench.expectDone("patient add P-1 --archive copy.sqlite")
    try bench.expectDone("patient add P-1 --weight 70 kg --archive clash.sqlite")
    let before = try bench.programmer("sessions list").json.sessions.elements
    #expect(before.map(\.unsettled) == [1])
    let merged = try bench.programmer("archive merge copy.sqlite")
    #expect(merged.code == 0 && merged.json.outcome == "done", "\(merged)")
    #expect(merged.json.settled == 1 && merged.json.patients == 1 && merged.json.visits == 1)
    let sessions = try bench.programmer("sessions list").json.sessions.elements
    #expect(sessions.map(\.unsettled) == [0, 0] && sessions.map(\.orders) == [0, 1])
    let again = try bench.programmer("archive merge copy.sqlite").json
    #expect(again.settled == 0 && again.visits == 0 && again.patients == 0)

    let clash = try bench.programmer("archive merge clash.sqlite")
    #expect(clash.code == 1 && clash.errors.contains("nothing was merged"), "\(clash)")
    #expect(try bench.programmer("archive merge archive.sqlite").code == 64)
    #expect(try bench.programmer("archive").code == 64)
    #expect(try bench.programmer("archive merge none.sqlite").code == 65)
    #expect(try bench.programmer("archive merge card.json").code == 65)
    #expect(try bench.programmer("sessions list").json.sessions.elements == sessions)
    try bench.expectDone("bolus cancel --yes")
  }

  @Test func `a pump starts with what the trial of its patient leads to, and with no other's`()
    throws
  {
    let bench = try PumpBench()
    try bench.expectDone("patient add P-1 --indication cerebral")
    try bench.expectDone("patient add P-2")
    try bench.expectDone("trial dose P-1 --dose 50 mcg --at 2026-03-01 08:00")
    #expect(try bench.programmer("dose --from-trial P-1 --yes").code == 1)
    try bench.expectDone("trial response P-1 --none --at 2026-03-01 16:00")
    try bench.expectDone("trial dose P-1 --dose 75 mcg --at 2026-03-02 08:00")
    try bench.expectDone("trial response P-1 --lasted 6 h --at 2026-03-02 15:00")
    let nobodys = try bench.programmer("dose --from-trial P-1 --yes")
    #expect(nobodys.code == 1 && nobodys.errors.contains("is nobody's"), "\(nobodys)")
    try bench.expectDone(
      "implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --tip T10 --path as-it-was --yes")
    try bench.expectDone("patient assign P-1")
    let device = try #require(try bench.programmer("patient show P-1").json.pumps.elements.last)
    #expect(device.catheter_model == "PL-C22" && device.catheter_mm == 600, "told before")
    let other = try bench.programmer("dose --from-trial P-2 --yes")
    #expect(other.code == 1 && other.errors.contains("which is in patient P-1"), "\(other)")
    for wrong in ["", "110 mcg/day --from-trial P-1", "--from-trial P-1 --no-archive"] {
      #expect(try bench.programmer("dose \(wrong) --yes").code == 64, "\(wrong)")
    }
    #expect(try bench.status.therapy.dose_mcg_per_day == 100, "nothing was changed")
    try bench.expectDone("dose --from-trial P-1 --yes")
    #expect(try bench.status.therapy.dose_mcg_per_day == 150)
    // What the patient is treated for is known by now.
    let more = try bench.programmer("dose 180 mcg/day --yes")
    #expect(more.code == 0 && more.errors.contains("cerebral origin"), "\(more)")
    let spinal = try bench.programmer("dose 170 mcg/day --indication spinal --yes")
    #expect(spinal.errors.contains("as cerebral and not spinal"), "\(spinal)")
    let told = try bench.launch("programmer", ["history", "P-1"]).wait().output
    #expect(told.contains("180 mcg/day, baclofen 2000 mcg/mL, pump's clock 2026-03-02 08:00"))
    let lines = told.split(separator: "\n").filter { $0.contains("read, reservoir") }
    let rows = try bench.programmer("history P-1").json.rows.elements
    let readings = rows.filter { $0.kind == "reading" }
    #expect(lines.count < readings.count && readings.allSatisfy { $0.pump_clock != .null })
  }

  @Test(
    arguments: [
      ("patient add P-1 --weight 70", 64, "no unit"),
      ("patient add P-1 --weight 900 kg", 64, "no patient's weight"),
      ("patient add =P", 64, "begins with a letter or a digit"),
      ("patient add P-0", 1, "P-0 already"), ("patient show P-1", 1, "no patient"),
      ("patient edit P-0", 64, "what changes"), ("assess --patient P-0", 64, "what was found"),
      ("assess --ashworth 4.5 --patient P-0", 64, "no grade"),
      ("note x --patient P-0 --pump PL40", 64, "exclude each other"),
      ("note x --patient P-0 --visit 77", 1, "no visit 77"), ("note x", 1, "who has pump"),
      ("note x --patient P-0 --at 2135-01-01 00:00", 64, "still to come"),
      ("patient assign P-0 --length 45", 64, "no unit"),
      ("trial dose P-0 --dose 75 mcg", 1, "the next screening dose is 50 mcg"),
      ("trial dose P-0 --dose 50", 64, "no unit"),
      ("trial dose P-1 --dose 50 mcg", 1, "no patient"),
      ("trial response P-0 --none", 1, "no screening dose waits"),
      ("trial response P-0", 64, "one of them"),
      ("trial response P-0 --none --lasted 6 h", 64, "one of them"),
      ("trial response P-0 --lasted 30 s", 64, "not whole minutes"),
      ("patient assign P-0 --implanted 2026-02-30", 64, "no day"),
      ("patient assign P-0 --implanted 2026-02-03 --explanted 2026-02-02", 1, "not explanted"),
    ] as [(String, Int32, String)])
  func `what cannot be entered is refused, and nothing is`(
    words: String, code: Int32, reason: String
  ) throws {
    let bench = try PumpBench()
    try bench.expectDone("patient add P-0 --archive archive.sqlite")
    let before = try bench.programmer("patient show P-0").output
    let finished = try bench.programmer(words)
    #expect(finished.code == code && finished.errors.contains(reason), "\(finished)")
    #expect(finished.errors.contains("Nothing was entered") || words.hasSuffix("edit P-0"))
    #expect(try bench.programmer("patient show P-0").output == before)
    #expect(try bench.programmer("patient list").json.patients.elements.count == 1)
  }
}
