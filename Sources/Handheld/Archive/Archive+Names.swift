import Clinic
import FoundationEssentials
import GRDB
import PumpText
import Telemetry

/// What the archive knows of orders by the names the pump gives them.
extension Archive {
  /// Whether there is an order of this name.
  static func holds(_ command: AppliedCommand, serial: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM orders
            WHERE serial = ? AND pump_session = ? AND request_id = ?)
          """), arguments: [serial, Int64(command.session), Int64(command.request)]) ?? false
  }

  /// Whether there is an order under a session's number.
  func hasOrders(serial: String, inSession number: UInt32) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db.cachedStatement(
          sql: "SELECT EXISTS (SELECT 1 FROM orders WHERE serial = ? AND pump_session = ?)"),
        arguments: [serial, Int64(number)]) ?? false
    }
  }

  /// How the last order to change a role's key turned out, by the pump's own count of sessions, for
  /// machines that are merged have clocks of their own; `nil` when there is none.
  func lastKeyChange(serial: String, role: Role) throws -> OrderFate? {
    struct Message: Decodable { let fields: [String: String] }
    return try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT outcome, parameters FROM orders WHERE serial = ? AND request_type = ?
              ORDER BY pump_session DESC, request_id DESC, id DESC
            """), arguments: [serial, Int64(RequestType.rotateKey.rawValue)])
      while let row = try rows.next() {
        let text: String = row["parameters"]
        let sent = try? JSONDecoder().decode([Message].self, from: Data(text.utf8))
        if sent?.last?.fields["role"] == role.name { return OrderFate(rawValue: row["outcome"]) }
      }
      return nil
    }
  }
}

/// How far the archive goes, without reading it all.
extension Archive {
  /// How many orders there are to a pump.
  package func orderCount(serial: String) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM orders WHERE serial = ?", arguments: [serial]) ?? 0
    }
  }

  /// The number of the newest order to a pump; `nil` when there is none.
  package func lastOrder(serial: String) throws -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT max(id) FROM orders WHERE serial = ?", arguments: [serial])
    }
  }

  /// The number of the newest entry of a pump's log; zero when there is none.
  package func lastLogEntry(serial: String) throws -> UInt32 {
    try read { db in
      try UInt32.fetchOne(
        db, sql: "SELECT max(sequence) FROM log_entries WHERE serial = ?", arguments: [serial]) ?? 0
    }
  }
}
