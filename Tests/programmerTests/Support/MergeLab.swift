import Foundation
import GRDB
import Telemetry

@testable import Clinic
@testable import Handheld

/// Archives of several machines, which part from one and are merged again.
final class MergeLab {
  let lab: ArchiveLab
  /// Every moment is later than the one before, on whichever machine.
  private var minutes = 0
  private var sessions: UInt32 = 100

  init() throws { lab = try ArchiveLab() }

  func path(_ name: String) -> String { lab.directory + "/\(name).sqlite" }

  func archive(_ name: String) throws -> Archive { try Archive(at: path(name)) }

  /// A copy of an archive, as another machine gets one.
  func copy(_ name: String, to other: String) throws {
    try? FileManager.default.removeItem(atPath: path(other))
    let source = try DatabaseQueue(path: path(name))
    let target = try DatabaseQueue(path: path(other))
    try source.backup(to: target)
    try source.close()
    try target.close()
  }

  /// The next moment.
  func now() -> String {
    minutes += 1
    let day = minutes / 1440
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "2026-03-\(two(1 + day))T\(two(minutes / 60 % 24)):\(two(minutes % 60)):00.000Z"
  }

  /// A visit with something that was read in it; gives its number and the pump's.
  func visit(_ archive: Archive, _ serial: String) throws -> (id: Int64, pump: UInt32) {
    let id = try archive.begin(
      NewSession(serial: serial, model: "PL-40", role: "clinician", verb: "bolus", port: "p"))
    sessions += 1
    try archive.opened(id, as: sessions)
    let moment = now()
    try archive.add(NewReading(kind: "therapy", body: "{\"a\":\"\(sessions)\"}"), to: id)
    let bytes = [1, UInt8(truncatingIfNeeded: sessions)]
    try archive.add([WirePiece(milliseconds: 5, isToPump: true, bytes: bytes)], to: id)
    try archive.write { db in
      try db.execute(
        sql: "UPDATE sessions SET began = ? WHERE id = ?", arguments: [moment, id])
      try db.execute(
        sql: "UPDATE readings SET at = ? WHERE session = ?", arguments: [moment, id])
    }
    return (id, sessions)
  }

  /// An order that is stored, and no more.
  func order(
    _ archive: Archive, _ visit: (id: Int64, pump: UInt32), _ serial: String, _ request: UInt16
  ) throws -> Int64 {
    let id = try archive.intend(in: visit.id, serial: serial) {
      var order = ArchiveLab.order(request, session: visit.pump)
      order.effects.dose = OrderEffects.Dose(kind: .bolus, nanograms: UInt32(request) * 1000)
      return order
    }
    let moment = now()
    try archive.write { db in
      try db.execute(sql: "UPDATE orders SET intended = ? WHERE id = ?", arguments: [moment, id])
    }
    return id
  }

  func settle(
    _ archive: Archive, _ id: Int64, _ fate: OrderFate, by evidence: OrderEvidence
  ) throws {
    try archive.settle(
      id, fate, by: evidence, reason: evidence == .person ? "seen" : nil,
      therapySeconds: fate == .done ? 7 : nil)
    let moment = now()
    try archive.write { db in
      try db.execute(sql: "UPDATE orders SET settled = ? WHERE id = ?", arguments: [moment, id])
    }
  }

  /// The log of a pump, which is the same whoever reads it.
  func log(_ serial: String, through last: UInt32) -> [ChainedEntry] {
    (1...last).map { number in
      ChainedEntry(
        LogEntry(
          sequence: number, therapySeconds: number * 60, kind: .clockSet, detail: 0, short: 0,
          number: number, amount: UInt64(serial.utf8.count)), chain: UInt64(number) * 977)
    }
  }

  // MARK: What an archive holds

  /// All that an archive holds, each row with names in place of its numbers.
  func content(_ name: String) throws -> [String] {
    try archive(name).read { db in
      func names(_ sql: String) throws -> [Int64: String] {
        Dictionary(
          uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { ($0["id"], $0["name"]) })
      }
      let numbers = [
        "session": try names(
          "SELECT id, serial || began || port || verb || role AS name FROM sessions"),
        "patient": try names("SELECT id, code AS name FROM patients"),
        "device": try names("SELECT id, serial || implanted AS name FROM devices"),
        "order_id": try names(
          "SELECT id, serial || '/' || pump_session || '/' || request_id AS name FROM orders"),
      ]
      let tables = [
        "sessions", "readings", "wire", "orders", "therapies", "doses", "refills", "catheters",
        "transfers",
        "log_entries", "patients", "devices", "marks", "notes", "assessments", "screening_doses",
      ]
      return try tables.flatMap { table in
        var places: [String: Int] = [:]
        return try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
          var cells = Array(row.columnNames).filter { $0 != "id" }.map { column in
            let value: DatabaseValue = row[column]
            let name = Int64.fromDatabaseValue(value).flatMap { numbers[column]?[$0] }
            return "\(column)=\(name ?? value.description)"
          }
          // What was recorded in a visit has an order.
          if ["readings", "wire"].contains(table), let visit = cells.first {
            places[visit, default: 0] += 1
            cells.append("place=\(places[visit] ?? 0)")
          }
          return "\(table): " + cells.joined(separator: ", ")
        }
      }.sorted()
    }
  }
}
