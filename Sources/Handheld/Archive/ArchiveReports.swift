import GRDB
package import VerbOutput

/// A visit in the archive.
package struct SessionSummary: Codable, FetchableRecord {
  package let id: Int64
  package let serial: String
  package let model: String
  package let role: String
  let verb: String
  package let port: String
  let began: String
  @OrNull var pump_session: Int64?
  @OrNull var ended: String?
  @OrNull var outcome: String?
  package let orders: Int
  package let unsettled: Int
}

/// An order in the archive.
package struct OrderRecord: Codable, FetchableRecord {
  package let id: Int64
  package let session: Int64
  package let serial: String
  package let request: String
  let pump_session: Int64
  package let request_id: Int64
  let parameters: String
  @OrNull var preview: String?
  @OrNull var confirmed: String?
  package let intended: String
  package let outcome: String
  @OrNull var settled: String?
  @OrNull var settled_by: String?
  @OrNull var reason: String?
  @OrNull var effect_therapy_s: Int64?
  @OrNull var withheld_ng: Int64?
}

/// What was read in a visit.
package struct ReadingRecord: Codable, FetchableRecord {
  package let id: Int64
  package let at: String
  package let kind: String
  @OrNull var therapy_s: Int64?
  /// What the pump's own clock showed; `nil` where it was not read, or not set.
  @OrNull var clock: String?
  @OrNull var reservoir_nl: Int64?
  package let body: String
}

/// Something that was done to a patient's therapy, or of which nobody knows whether it was.
package struct HistoryItem: Codable, FetchableRecord {
  let order_id: Int64
  package let at: String
  package let outcome: String
  @OrNull var therapy_time_s: Int64?
  package let kind: String
  @OrNull var mode: String?
  @OrNull var daily_mcg: Double?
  @OrNull var dose_mcg: Double?
  @OrNull var duration_s: Double?
  @OrNull var withheld_mcg: Double?
  @OrNull var withdrawn_ml: Double?
  @OrNull var expected_ml: Double?
  @OrNull var filled_ml: Double?
  @OrNull var concentration_mcg_per_ml: Int64?
  @OrNull var old_concentration_mcg_per_ml: Int64?
  @OrNull var bridge: String?
  @OrNull var catheter_model: String?
  @OrNull var catheter_mm: Int64?
  @OrNull var trimmed_mm: Int64?
  @OrNull var tip_level: String?
  @OrNull var revision: String?
  @OrNull var drug: String?
  @OrNull var old_drug: String?
}

extension Archive {
  /// Visits, newest first; of one pump only when one is named.
  package func sessions(serial: String?, last count: Int) throws -> [SessionSummary] {
    try read { db in
      try SessionSummary.fetchAll(
        db,
        sql: Self.summary
          + "WHERE ?1 IS NULL OR s.serial = ?1 ORDER BY s.began DESC, s.id DESC LIMIT ?2",
        arguments: [serial, count])
    }
  }

  /// A visit with all that was ordered and read in it; `nil` when there is none of the number.
  package func session(
    _ id: Int64
  ) throws -> (summary: SessionSummary, orders: [OrderRecord], readings: [ReadingRecord])? {
    try read { db in
      guard
        let summary = try SessionSummary.fetchOne(
          db, sql: Self.summary + "WHERE s.id = ?", arguments: [id])
      else { return nil }
      let orders = try OrderRecord.fetchAll(
        db, sql: "SELECT * FROM orders WHERE session = ? ORDER BY id", arguments: [id])
      let readings = try ReadingRecord.fetchAll(
        db, sql: "SELECT * FROM readings WHERE session = ? ORDER BY id", arguments: [id])
      return (summary, orders, readings)
    }
  }

  /// What was done to the therapy of each patient, oldest first: programmes, doses and refills.
  package func history(serial: String) throws -> [HistoryItem] {
    try read { db in
      try HistoryItem.fetchAll(db, sql: Self.changes, arguments: [serial])
    }
  }

  /// The pumps there are visits to.
  package func serials() throws -> [String] {
    try read { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT serial FROM sessions ORDER BY serial")
    }
  }

  private static let summary = """
    SELECT s.*, (SELECT count(*) FROM orders o WHERE o.session = s.id) AS orders,
      (SELECT count(*) FROM orders o WHERE o.session = s.id
        AND o.outcome IN ('intended', 'unknown')) AS unsettled
    FROM sessions s

    """

  /// Orders that stop, resume, cancel or turn an alarm are part of a patient's history as well.
  private static let changes = """
    SELECT o.id AS order_id, o.intended AS at, o.outcome AS outcome,
      o.effect_therapy_s AS therapy_time_s,
      CASE WHEN r.order_id IS NOT NULL THEN 'refill' WHEN t.order_id IS NOT NULL THEN 'therapy'
        WHEN c.order_id IS NOT NULL THEN 'catheter' ELSE coalesce(d.kind, o.request) END AS kind,
      t.mode AS mode, t.daily_ng / 1e3 AS daily_mcg, d.dose_ng / 1e3 AS dose_mcg,
      d.duration_ms / 1e3 AS duration_s, nullif(o.withheld_ng, 0) / 1e3 AS withheld_mcg,
      r.withdrawn_nl / 1e6 AS withdrawn_ml, r.expected_nl / 1e6 AS expected_ml,
      r.filled_nl / 1e6 AS filled_ml,
      coalesce(r.new_mcg_per_ml, t.concentration_mcg_per_ml) AS concentration_mcg_per_ml,
      r.old_mcg_per_ml AS old_concentration_mcg_per_ml, r.bridge AS bridge,
      c.model AS catheter_model, c.implanted_mm AS catheter_mm, c.trimmed_mm AS trimmed_mm,
      c.tip_level AS tip_level, c.reason AS revision, coalesce(r.drug, t.drug) AS drug,
      coalesce(r.old_drug, r.drug) AS old_drug
    FROM orders o
    LEFT JOIN therapies t ON t.order_id = o.id
    LEFT JOIN doses d ON d.order_id = o.id
    LEFT JOIN refills r ON r.order_id = o.id
    LEFT JOIN catheters c ON c.order_id = o.id
    WHERE o.serial = ? AND o.outcome IN ('done', 'intended', 'unknown')
    ORDER BY o.intended, o.id
    """
}

extension OrNull: Decodable where Value: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self.init(wrappedValue: container.decodeNil() ? nil : try container.decode(Value.self))
  }
}
