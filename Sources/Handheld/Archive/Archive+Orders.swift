package import Clinic
import ClinicText
import GRDB
import ProgrammerSession
import PumpText
import Telemetry

/// An order as it is about to be sent.
struct NewOrder {
  let name: UnsettledOrder
  /// The order and what is staged under it, as JSON.
  let parameters: String
  /// What was shown before it was confirmed, and who confirmed it.
  var preview: String?
  var confirmed: String?
  /// The last moment of therapy known before it.
  var knownTherapySeconds: UInt32?
  var effects = OrderEffects()
  /// The serial number of the pump that the therapy is taken over from.
  var replaces: String?
}

extension OrderFate: Encodable {}

extension OrderEvidence: Encodable {}

extension Archive {
  /// Stores an order before it is sent. It is made only when nobody else writes, so that its expiry
  /// is not used up by waiting. Gives its number and the order.
  func intend(
    in session: Int64, serial: String, _ make: () throws -> NewOrder
  ) throws -> Int64 {
    try durably { db in
      let order = try make()
      let command = order.name.command
      // Settled by its name, one of the two would be taken for the other.
      guard try !Self.holds(command, serial: serial, db) else {
        throw ProgrammerError(
          .io, "the pump gave a session the number of an earlier one. Nothing was sent; try again")
      }
      try db.run(
        """
        INSERT INTO orders (session, serial, request, request_type, pump_session, request_id,
          not_after, parameters, preview, confirmed, intended, known_therapy_s)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          session, serial, order.name.request.name, Int64(order.name.request.rawValue),
          Int64(command.session), Int64(command.request), Int64(order.name.notAfter),
          order.parameters, order.preview, order.confirmed, Self.now(),
          order.knownTherapySeconds.map { Int64($0) },
        ])
      let id = db.lastInsertedRowID
      try order.effects.insert(db, order: id)
      if let replaced = order.replaces {
        try db.execute(sql: "INSERT INTO transfers VALUES (?, ?)", arguments: [id, replaced])
      }
      return id
    }
  }

  /// Stores how an order turned out. What is settled stays as it is.
  @discardableResult
  package func settle(
    _ order: Int64, _ fate: OrderFate, by evidence: OrderEvidence, reason: String? = nil,
    therapySeconds: UInt32? = nil, withheldNanograms: UInt32? = nil
  ) throws -> Bool {
    try durably { db in
      try db.run(
        """
        UPDATE orders SET outcome = ?, settled = ?, settled_by = ?, reason = ?,
          effect_therapy_s = ?, withheld_ng = ?
        WHERE id = ? AND outcome IN ('intended', 'unknown')
        """,
        [
          fate.rawValue, Self.now(), evidence.rawValue, reason,
          therapySeconds.map { Int64($0) }, withheldNanograms.map { Int64($0) }, order,
        ])
      guard db.changesCount == 1 else { return false }
      if fate == .done { try Self.fit(order, db) }
      return true
    }
  }

  /// Stores that the outcome could not be found out.
  func leaveUnknown(_ order: Int64) throws {
    try durably { db in
      try db.execute(
        sql: "UPDATE orders SET outcome = 'unknown' WHERE id = ? AND outcome = 'intended'",
        arguments: [order])
    }
  }

  /// The orders to a pump of which nobody knows whether they were carried out, oldest first.
  func openOrders(serial: String) throws -> [OpenOrder] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM orders WHERE serial = ? AND outcome IN ('intended', 'unknown')
              ORDER BY intended, id
            """), arguments: [serial]
      ).compactMap(OpenOrder.init)
    }
  }

  /// One such order by its number; `nil` when there is none.
  package func openOrder(_ id: Int64) throws -> OpenOrder? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM orders WHERE id = ? AND outcome IN ('intended', 'unknown')",
        arguments: [id]
      ).flatMap(OpenOrder.init)
    }
  }
}

extension OpenOrder {
  fileprivate init?(_ row: Row) {
    guard let type = RequestType(rawValue: UInt8(truncatingIfNeeded: row["request_type"] as Int64))
    else { return nil }
    let command = AppliedCommand(
      session: UInt32(truncatingIfNeeded: row["pump_session"] as Int64),
      request: UInt16(truncatingIfNeeded: row["request_id"] as Int64))
    self.init(
      id: row["id"],
      name: UnsettledOrder(
        request: type, command: command,
        notAfter: UInt32(truncatingIfNeeded: row["not_after"] as Int64)),
      intended: row["intended"],
      knownTherapySeconds: (row["known_therapy_s"] as Int64?).map {
        UInt32(truncatingIfNeeded: $0)
      })
  }
}
