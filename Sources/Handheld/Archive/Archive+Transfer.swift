import Clinic
import GRDB

/// Which pump followed which.
extension Archive {
  /// The pump that took the therapy of another over last, or may have; `nil` when none is known to,
  /// or when the other one has taken over a therapy itself since.
  func successor(of serial: String) throws -> Successor? {
    try read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT o.serial, o.intended, o.outcome
              FROM transfers t JOIN orders o ON o.id = t.order_id
              WHERE t.from_serial = ?1 AND o.outcome IN ('intended', 'unknown', 'done')
                AND NOT EXISTS (
                  SELECT 1 FROM transfers u JOIN orders p ON p.id = u.order_id
                    WHERE p.serial = ?1 AND p.outcome = 'done' AND p.intended > o.intended)
              ORDER BY o.intended DESC, o.id DESC
            """), arguments: [serial])
      guard let row, let fate = OrderFate(rawValue: row["outcome"]) else { return nil }
      return Successor(serial: row["serial"], intended: row["intended"], fate: fate)
    }
  }
}
