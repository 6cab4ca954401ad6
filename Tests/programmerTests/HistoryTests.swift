import Foundation
import GRDB
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// A patient's history over all pumps, as values and as a table.
@Suite(.limited)
struct HistoryTests {
  private let lab: ArchiveLab
  private let archive: Archive

  init() throws {
    lab = try ArchiveLab()
    archive = try Archive(at: lab.path)
  }

  /// What a reader that knows only RFC 4180 finds in a table.
  private static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      switch (byte, isQuoted) {
      case (0x22, true) where next == 0x22:
        cell.append(byte)
        place += 1
      case (0x22, _): isQuoted.toggle()
      case (0x2C, false), (0x0D, false):
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == 0x0D {
          #expect(next == 0x0A)
          rows.append(row)
          row = []
          place += 1
        }
      case (_, _): cell.append(byte)
      }
      place += 1
    }
    #expect(row.isEmpty && cell.isEmpty && !isQuoted, "the last line has no end")
    return rows
  }

  private func order(_ serial: String, _ day: String, _ request: UInt16) throws {
    let visit = try archive.begin(
      NewSession(serial: serial, model: "PL-40", role: "clinician", verb: "bolus", port: "p"))
    let id = try archive.intend(in: visit, serial: serial) { ArchiveLab.order(request) }
    try archive.settle(id, .done, by: .answer, therapySeconds: 7)
    try archive.write { db in
      try db.execute(
        sql: "UPDATE orders SET intended = ? WHERE id = ?", arguments: ["\(day)T08:00:00.000Z", id])
    }
  }

  private func assign(_ serial: String, _ code: String, _ implanted: String, _ out: String? = nil)
    throws
  {
    var change = DeviceChange()
    change.implanted = implanted
    change.explanted = out
    _ = try archive.assign(pump: serial, to: code, change)
  }

  private func pumps(_ subject: HistorySubject) throws -> [String] {
    try archive.rows(of: subject).map { "\($0.pump ?? "") \($0.at.prefix(10))" }
  }

  @Test func `an order is whoever's the pump was on its day`() throws {
    for code in ["A", "B"] { _ = try archive.addPatient(code, PatientChange()) }
    try assign("P1", "A", "2024-01-10", "2025-01-10")
    try assign("P2", "A", "2025-01-10")
    try assign("P1", "B", "2025-03-01")
    var number: UInt16 = 1
    for (serial, days) in [
      ("P1", ["2024-01-01", "2024-05-01", "2025-01-10", "2025-02-01", "2025-03-01", "2026-01-01"]),
      ("P2", ["2025-01-09", "2025-06-01"]), ("P3", ["2025-01-01"]),
    ] {
      for day in days {
        try order(serial, day, number)
        number += 1
      }
    }
    // What was ordered before the first implantation prepared it; what came after it was taken out
    // was not yet the next patient's.
    #expect(
      try pumps(.patient("A")) == [
        "P1 2024-01-01", "P1 2024-05-01", "P2 2025-01-09", "P1 2025-01-10", "P1 2025-02-01",
        "P2 2025-06-01",
      ])
    #expect(try pumps(.patient("b")) == ["P1 2025-03-01", "P1 2026-01-01"])
    #expect(try pumps(.pump("P1")).count == 6)
    let all = try archive.rows(of: .everybody)
    #expect(all.count == 9 && all.filter { $0.patient == nil }.map(\.pump) == ["P3"])
    #expect(throws: ProgrammerError.self) { try archive.rows(of: .patient("C")) }
  }

  @Test(arguments: KeptNameTests.builds)
  func `every order of an archive is one row of the table, with its numbers`(build: String) throws {
    let kept = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../fixtures/kept/\(build)/archive.sqlite").standardizedFileURL
    let other = lab.directory + "/kept.sqlite"
    try FileManager.default.copyItem(atPath: kept.path, toPath: other)
    let archive = try Archive(at: other)
    let table = Self.parse(HistoryTable.text(try archive.rows(of: .everybody)))
    #expect(table[0] == HistoryColumn.allCases.map(\.rawValue))
    #expect(table.allSatisfy { $0.count == HistoryColumn.allCases.map(\.rawValue).count })
    func column(_ name: String) -> [String] {
      let place = HistoryColumn.allCases.map(\.rawValue).firstIndex(of: name) ?? 0
      return table.dropFirst().map { $0[place] }
    }
    let counts = try archive.read { db in
      (
        try Int.fetchOne(db, sql: "SELECT count(*) FROM orders") ?? 0,
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM readings WHERE kind = 'interrogation'") ?? 0,
        try Int64.fetchOne(db, sql: "SELECT sum(dose_ng) FROM doses") ?? 0,
        try Int64.fetchOne(db, sql: "SELECT sum(filled_nl) FROM refills") ?? 0
      )
    }
    #expect(column("kind").count { $0 == "order" } == counts.0 && counts.0 > 0)
    #expect(column("kind").count { $0 == "reading" } == counts.1 && counts.1 > 0)
    let doses = zip(column("kind"), column("dose_mcg")).filter { $0.0 == "order" }
      .compactMap { Double($0.1) }.reduce(0, +)
    #expect(Int64((doses * 1000).rounded()) == counts.2)
    let filled = column("filled_ml").compactMap { Double($0) }.reduce(0, +)
    #expect(Int64((filled * 1e6).rounded()) == counts.3)
    #expect(column("time_utc") == column("time_utc").sorted())
    #expect(column("time_utc").allSatisfy { $0.hasSuffix("Z") && $0.contains("T") })
  }

  @Test func `a table survives whatever stands in a cell`() throws {
    let names = ["O'Neil, ward 4", "a \"b\" c", "\r\n", "x\u{1b}[2J", ""]
    let rows = names.map {
      HistoryRow(patient: $0, pump: "P", at: "2026-03-02T08:00:00.000Z", .found(Findings()))
    }
    let table = Self.parse(HistoryTable.text(rows))
    #expect(
      table.dropFirst().map { $0[0] } == [
        "O'Neil, ward 4", "a \"b\" c", "\\u{d}\\u{a}", "x\\u{1b}[2J", "",
      ])
    let text = HistoryTable.text(rows)
    #expect(!text.unicodeScalars.contains("\u{1b}"))
  }

  @Test func `the columns stand in the specification, in their order`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../protocol-spec/archive.md").standardizedFileURL
    let words = try String(contentsOf: page, encoding: .utf8)
    let named = words.split(separator: "\n").drop { !$0.hasPrefix("### The history") }
      .dropFirst().prefix { !$0.hasPrefix("#") }.filter { $0.hasPrefix("| `") }
      .flatMap { line in
        (line.split(separator: "|").first ?? "").matches(of: /`(\w+)`/).map { String($0.1) }
      }
    #expect(named == HistoryColumn.allCases.map(\.rawValue))
  }

  @Test func `findings and the dose of all pumps stand beside each other in a report`() throws {
    _ = try archive.addPatient("A", PatientChange())
    try assign("PL40-SAMPLE", "A", "2024-01-10")
    for (day, grade) in [("2024-02-01", AshworthScore.tenths(33)), ("2024-08-01", .onePlus)] {
      var findings = Findings()
      findings.ashworthLegs = grade
      findings.pennSpasms = 2
      _ = try archive.addFindings(
        findings, about: .patient("A"), visit: nil, at: "\(day)T08:00:00.000Z")
    }
    try order("PL40-SAMPLE", "2024-03-01", 1)
    try archive.write { db in
      try db.execute(sql: "INSERT INTO therapies VALUES (1, 'flex', 210500, 1, 1, 'baclofen', 500)")
    }
    var facts = ReportLab.facts()
    facts.patient = nil
    facts.trend = try archive.trend(ofPump: "PL40-SAMPLE", named: nil)
    let page = PageReader(ReportPage(facts: facts).text)
    #expect(page.isWellFormed)
    for words in [
      "A · pump", "Dose and findings", "210.5 mcg/day is programmed now", "2 assessments",
      "2024-08-01 08:00 UTC", "Ashworth legs 1+, Penn spasms 2", "Ashworth legs 3.3",
    ] {
      #expect(page.words.replacing("\u{A0}", with: " ").contains(words), "\(words)")
    }
    #expect(!page.words.contains("Ashworth, arms"))
    #expect(facts.trend?.dose.courses.first?.steps.map(\.nanogramsPerDay) == [210_500])
    // What is stopped in the same second is stopped, and was programmed.
    try order("PL40-SAMPLE", "2024-09-01", 2)
    try archive.write { db in
      try db.execute(
        sql: """
          UPDATE orders SET intended = '2024-03-01T08:00:00.500Z', request = 'stop' WHERE id = 2
          """)
    }
    facts.trend = try archive.trend(ofPump: "PL40-SAMPLE", named: nil)
    #expect(facts.trend?.dose.courses.first?.steps.map(\.nanogramsPerDay) == [210_500, 0])
    #expect(ReportPage(facts: facts).text.contains("Nothing is to be given now"))
    #expect(throws: ProgrammerError.self) {
      _ = try archive.addPatient("B", PatientChange())
      _ = try archive.trend(ofPump: "PL40-SAMPLE", named: "B")
    }
    #expect(try archive.trend(ofPump: "PL40-2", named: nil)?.patient.code == nil)
    #expect(try archive.trend(ofPump: "PL40-2", named: "b")?.patient.code == "B")
  }

  @Test func `doses of two drugs are drawn apart, and told with their names`() throws {
    _ = try archive.addPatient("A", PatientChange())
    try assign("PL40-SAMPLE", "A", "2024-01-10")
    for (place, day) in ["2024-03-01", "2024-04-01", "2024-05-01"].enumerated() {
      try order("PL40-SAMPLE", day, UInt16(place + 1))
    }
    try archive.write { db in
      try db.execute(
        sql: "INSERT INTO therapies VALUES (1, 'simpleContinuous', 210500, 1, 1, 'baclofen', 500)")
    }
    var facts = ReportLab.facts()
    facts.trend = try archive.trend(ofPump: "PL40-SAMPLE", named: nil)
    let plain = ReportPage(facts: facts).text
    #expect(plain.contains("Dose programmed, over all pumps"))
    #expect(!plain.contains("mcg/day of baclofen"))
    try archive.write { db in
      try db.execute(
        sql: "INSERT INTO therapies VALUES (2, 'simpleContinuous', 900000, 1, 1, 'morphine', 1000)")
    }
    let rows = try archive.rows(of: .patient("A"))
    let told = HistoryWords.lines(rows).split(separator: "\n")
    #expect(told.contains { $0.contains("210.5 mcg/day of baclofen") }, "\(told)")
    #expect(told.contains { $0.contains("900 mcg/day of morphine") }, "\(told)")
    facts.trend = try archive.trend(ofPump: "PL40-SAMPLE", named: nil)
    let courses = try #require(facts.trend?.dose.courses)
    #expect(courses.map(\.drug) == ["baclofen", "morphine"])
    #expect(courses[0].steps.map(\.nanogramsPerDay) == [210_500, 0])
    #expect(courses[1].steps.map(\.nanogramsPerDay) == [900_000])
    let page = PageReader(ReportPage(facts: facts).text)
    #expect(page.isWellFormed)
    for words in [
      "No baclofen is to be given now", "900 mcg/day of morphine is programmed now",
      "210.5 mcg/day baclofen", "900 mcg/day morphine",
    ] { #expect(page.words.replacing("\u{A0}", with: " ").contains(words), "\(words)") }
  }

  @Test func `what a dose is of is told by what its pump held when it was ordered`() {
    func order(_ pump: String, _ drug: String? = nil, _ old: String? = nil, done: Bool = true)
      -> HeldDrugs.Order
    { HeldDrugs.Order(pump: pump, drug: drug, old: old, isDone: done) }
    let names = HeldDrugs.names([
      order("A"), order("B"), order("A", "baclofen"), order("B", "baclofen"),
      order("A", "morphine", "baclofen", done: false), order("A"),
      order("A", "morphine", "baclofen"), order("A"), order("B"),
    ])
    #expect(
      names == [
        "baclofen", nil, "baclofen", nil, "morphine", "baclofen", "morphine", "morphine", nil,
      ])
  }
}
