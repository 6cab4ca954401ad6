import Foundation
import GRDB
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Whatever write to the archive fails, of what was being entered or merged nothing is kept.
@Suite(.limited)
struct ArchiveCutTests {
  private let merge: MergeLab

  init() throws { merge = try MergeLab() }

  /// Has the write behind so many fail in an archive, whichever table it is to.
  private func cut(_ name: String, behind count: Int) throws {
    try merge.archive(name).write { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
          """)
      try db.execute(
        sql: "CREATE TABLE writes (left INTEGER); INSERT INTO writes VALUES (\(count))")
      for table in tables {
        for event in ["INSERT", "UPDATE", "DELETE"] {
          try db.execute(
            sql: """
              CREATE TRIGGER cut_\(table)_\(event) BEFORE \(event) ON \(table) BEGIN
                SELECT CASE WHEN (SELECT left FROM writes) = 0 THEN RAISE(ABORT, 'cut') END;
                UPDATE writes SET left = left - 1;
              END
              """)
        }
      }
    }
  }

  /// Does something to copies of an archive, cut at each write in turn, until it goes through;
  /// gives how many writes it took.
  private func eachWrite(of name: String, _ body: (Archive) throws -> Void) throws -> Int {
    for count in 0..<1000 {
      try merge.copy(name, to: "cut")
      try cut("cut", behind: count)
      let before = try merge.content("cut")
      do {
        try body(merge.archive("cut"))
        #expect(try merge.content("cut") != before, "it wrote nothing")
        return count
      } catch {
        #expect(error is ProgrammerError, "\(error)")
        #expect(try merge.content("cut") == before, "cut behind \(count) writes")
      }
    }
    Issue.record("it never goes through")
    return 0
  }

  /// An archive with a patient who had a trial without a response, and a pump that was told its
  /// catheter.
  private func made(_ name: String) throws -> Archive {
    let archive = try merge.archive(name)
    _ = try archive.addPatient("P-\(name)", PatientChange())
    for (place, dose) in ScreeningRules.doses.enumerated() {
      _ = try archive.addScreeningDose(
        dose, of: "P-\(name)", at: "2026-03-0\(place + 1)T08:00:00.000Z")
      _ = try archive.addScreeningResponse(
        .init(lastedMinutes: nil), of: "P-\(name)", at: "2026-03-0\(place + 1)T14:00:00.000Z")
    }
    return archive
  }

  @Test func `what is entered is entered whole, or not at all`() throws {
    _ = try made("A")
    let day = "2026-03-09T08:00:00.000Z"
    var device = DeviceChange()
    device.despiteTrial = "asked for"
    let writes = [
      try eachWrite(of: "A") { _ = try $0.addPatient("P-9", PatientChange()) },
      try eachWrite(of: "A") {
        var change = PatientChange()
        change.code = "P-8"
        _ = try $0.editPatient("P-A", change)
      },
      try eachWrite(of: "A") { _ = try $0.assign(pump: "PL40-1", to: "P-A", device) },
      try eachWrite(of: "A") {
        _ = try $0.addNote("well", about: .patient("P-A"), visit: nil, at: day)
      },
      try eachWrite(of: "A") {
        var found = Findings()
        found.pennSpasms = 1
        _ = try $0.addFindings(found, about: .patient("P-A"), visit: nil, at: day)
      },
    ]
    #expect(writes == [2, 1, 3, 1, 1])
    let fresh = try merge.archive("B")
    _ = try fresh.addPatient("P-B", PatientChange())
    #expect(
      try eachWrite(of: "B") { _ = try $0.addScreeningDose(50_000, of: "P-B", at: day) } == 1)
    _ = try fresh.addScreeningDose(50_000, of: "P-B", at: day)
    #expect(
      try eachWrite(of: "B") {
        _ = try $0.addScreeningResponse(
          .init(lastedMinutes: 300), of: "P-B", at: "2026-03-09T14:00:00.000Z")
      } == 1)
  }

  @Test func `an order is stored with all that it brings about, or not at all`() throws {
    let archive = try made("A")
    let visit = try merge.visit(archive, "PL40-2")
    let writes = try eachWrite(of: "A") {
      _ = try $0.intend(in: visit.id, serial: "PL40-2") {
        var order = ArchiveLab.order(9, session: visit.pump)
        order.effects.dose = OrderEffects.Dose(kind: .bolus, nanograms: 1000)
        order.replaces = "PL40-1"
        return order
      }
    }
    #expect(writes == 3, "the order, the dose, the pump it follows")
  }

  @Test func `a merge that is cut off at any write merges nothing`() throws {
    _ = try made("A")
    let other = try made("B")
    var device = DeviceChange()
    device.despiteTrial = "asked for"
    _ = try other.assign(pump: "PL40-1", to: "P-B", device)
    let visit = try merge.visit(other, "PL40-1")
    let order = try merge.order(other, visit, "PL40-1", 7)
    try merge.settle(other, order, .done, by: .answer)
    _ = try other.addNote(
      "well", about: .pump("PL40-1"), visit: visit.id, at: "2026-03-09T08:00:00.000Z")
    let writes = try eachWrite(of: "A") { _ = try $0.merge(merge.path("B")) }
    #expect(writes > 12, "\(writes)")
    // Uncut it is whole.
    _ = try merge.archive("A").merge(merge.path("B"))
    #expect(try merge.content("cut") == merge.content("A"))
  }

  @Test func `the pump that follows another is known from its order, until that came to nothing`()
    throws
  {
    let archive = try merge.archive("A")
    func transfer(from old: String, to new: String, _ number: UInt16) throws -> Int64 {
      let visit = try merge.visit(archive, new)
      let id = try archive.intend(in: visit.id, serial: new) {
        var order = ArchiveLab.order(number, session: visit.pump)
        order.replaces = old
        return order
      }
      let moment = merge.now()
      try archive.write { db in
        try db.execute(sql: "UPDATE orders SET intended = ? WHERE id = ?", arguments: [moment, id])
      }
      return id
    }
    #expect(try archive.successor(of: "OLD") == nil)
    let first = try transfer(from: "OLD", to: "NEW", 1)
    #expect(try archive.successor(of: "OLD")?.isKnown == false)
    #expect(try archive.successor(of: "NEW") == nil)
    try archive.settle(first, .notDone, by: .status)
    #expect(try archive.successor(of: "OLD") == nil)
    let second = try transfer(from: "OLD", to: "NEW", 2)
    try archive.settle(second, .done, by: .answer)
    let known = try #require(try archive.successor(of: "OLD"))
    #expect(known.isKnown && known.serial == "NEW")
    #expect(known.stands(against: .resume) && !known.stands(against: .stop))
    // Taken over by another machine's archive too.
    _ = try merge.archive("B").merge(merge.path("A"))
    #expect(try merge.archive("B").successor(of: "OLD") == known)
    // Once it took a therapy over itself it is like any other.
    let back = try transfer(from: "NEW", to: "OLD", 3)
    try archive.settle(back, .done, by: .answer)
    #expect(try archive.successor(of: "OLD") == nil)
    #expect(try archive.successor(of: "NEW")?.serial == "OLD")
  }
}
