package import Clinic
import GRDB
import PumpText

/// Whose history is told.
package enum HistorySubject {
  /// That of everybody, and of pumps that are nobody's.
  case everybody
  /// That of a patient, by code.
  case patient(String)
  /// That of a pump, by its serial number, whoever had it.
  case pump(String)
}

extension Archive {
  /// Every order, interrogation and finding, oldest first.
  package func rows(of subject: HistorySubject) throws -> [HistoryRow] {
    try read { db in
      let code: String?
      let serial: String?
      switch subject {
      case .everybody: (code, serial) = (nil, nil)
      case .patient(let given): (code, serial) = (try Self.known(given, db).code, nil)
      case .pump(let given): (code, serial) = (nil, given)
      }
      let arguments: StatementArguments = [code, serial]
      var rows = try Row.fetchAll(db, sql: Self.orderRows, arguments: arguments)
        .compactMap(HistoryRow.init(order:))
      rows += try Row.fetchAll(db, sql: Self.readingRows, arguments: arguments)
        .map(HistoryRow.init(reading:))
      if serial == nil {
        rows += try Row.fetchAll(db, sql: Self.findingRows, arguments: [code])
          .map { try HistoryRow(finding: $0) }
        rows += try Row.fetchAll(db, sql: Self.screeningRows, arguments: [code])
          .compactMap { try HistoryRow(screening: $0) }
      }
      // Sorting keeps the order of what happened at one moment.
      return rows.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        .map(\.element)
    }
  }

  /// Who had a pump at a moment: the patient of its newest implantation until that day, else of its
  /// first.
  private static func owner(_ serial: String, _ moment: String) -> String {
    let day = "substr(\(moment), 1, 10)"
    let devices = """
      SELECT w.code FROM devices v JOIN patients w ON w.id = v.patient WHERE v.serial = \(serial)
      """
    return """
      coalesce(
        (\(devices) AND v.implanted <= \(day) ORDER BY v.implanted DESC, v.created DESC LIMIT 1),
        (\(devices) ORDER BY v.implanted, v.created LIMIT 1))
      """
  }

  private static let orderRows = """
    SELECT * FROM (
      SELECT o.*, \(owner("o.serial", "o.intended")) AS code, t.mode, t.daily_ng,
        CASE WHEN r.order_id IS NOT NULL THEN 'refill' WHEN t.order_id IS NOT NULL THEN 'therapy'
          WHEN c.order_id IS NOT NULL THEN 'catheter' ELSE coalesce(d.kind, o.request) END AS kind,
        d.dose_ng, d.duration_ms, r.withdrawn_nl, r.expected_nl, r.filled_nl, r.old_mcg_per_ml,
        r.bridge, coalesce(r.drug, t.drug) AS drug, coalesce(r.old_drug, r.drug) AS old_drug,
        coalesce(r.new_mcg_per_ml, t.concentration_mcg_per_ml) AS mcg_per_ml,
        (SELECT i.clock FROM readings i WHERE i.session = o.session AND i.clock IS NOT NULL
          AND i.at <= o.intended ORDER BY i.id DESC LIMIT 1) AS pump_clock,
        c.model, c.implanted_mm, c.trimmed_mm, c.tip_level, c.reason AS revision
      FROM orders o LEFT JOIN therapies t ON t.order_id = o.id
        LEFT JOIN doses d ON d.order_id = o.id LEFT JOIN refills r ON r.order_id = o.id
        LEFT JOIN catheters c ON c.order_id = o.id)
    WHERE (?1 IS NULL OR code = ?1) AND (?2 IS NULL OR serial = ?2) ORDER BY intended, id
    """

  private static let readingRows = """
    SELECT * FROM (
      SELECT r.*, s.serial, \(owner("s.serial", "r.at")) AS code
      FROM readings r JOIN sessions s ON s.id = r.session WHERE r.kind = 'interrogation')
    WHERE (?1 IS NULL OR code = ?1) AND (?2 IS NULL OR serial = ?2) ORDER BY at, id
    """

  private static let findingRows = """
    SELECT a.*, p.code,
      (SELECT i.clock FROM readings i WHERE i.session = a.session AND i.clock IS NOT NULL
        ORDER BY i.id DESC LIMIT 1) AS pump_clock
    FROM assessments a JOIN patients p ON p.id = a.patient
    WHERE ?1 IS NULL OR p.code = ?1 ORDER BY a.at, a.id
    """
}

extension Archive {
  fileprivate static let screeningRows = """
    SELECT s.*, p.code FROM screening_doses s JOIN patients p ON p.id = s.patient
    WHERE ?1 IS NULL OR p.code = ?1 ORDER BY s.at, s.id
    """
}

extension HistoryRow {
  fileprivate init?(screening row: Row) throws {
    let record = try ScreeningRecord(row: row)
    guard let dose = record.dose else { return nil }
    self.init(patient: row["code"], pump: nil, at: record.at, .screened(dose))
  }

  fileprivate init?(order row: Row) {
    guard let fate = OrderFate(rawValue: row["outcome"]) else { return nil }
    var ordered = Ordered(
      what: row["kind"], fate: fate,
      evidence: (row["settled_by"] as String?).flatMap(OrderEvidence.init))
    ordered.therapySeconds = row["effect_therapy_s"]
    ordered.mode = row["mode"]
    ordered.nanogramsPerDay = Self.amount(row["daily_ng"])
    ordered.nanograms = Self.amount(row["dose_ng"])
    ordered.milliseconds = Self.amount(row["duration_ms"])
    ordered.withheldNanograms = Self.amount(row["withheld_ng"])
    ordered.drug = row["drug"]
    ordered.microgramsPerMillilitre = Self.amount(row["mcg_per_ml"])
    if let implanted = Self.amount(row["implanted_mm"]), let cut = Self.amount(row["trimmed_mm"]),
      let tip = row["tip_level"] as String?, let reason = row["revision"] as String?
    {
      ordered.catheter = Catheter(
        model: row["model"], implanted: implanted, cut: cut, tip: tip, reason: reason)
    }
    if let withdrawn = Self.amount(row["withdrawn_nl"]),
      let expected = Self.amount(row["expected_nl"]), let filled = Self.amount(row["filled_nl"]),
      let old = Self.amount(row["old_mcg_per_ml"]), let bridge = row["bridge"] as String?
    {
      ordered.refill = Refill(
        withdrawn: withdrawn, expected: expected, filled: filled, oldConcentration: old,
        oldDrug: row["old_drug"], bridge: bridge)
    }
    self.init(patient: row["code"], pump: row["serial"], at: row["intended"], .order(ordered))
    pumpClock = row["pump_clock"]
  }

  fileprivate init(reading row: Row) {
    let read = Read(
      therapySeconds: row["therapy_s"], reservoirNanolitres: Self.amount(row["reservoir_nl"]),
      lowAlarmNanolitres: Self.amount(row["low_alarm_nl"]),
      pumpedNanolitres: Self.amount(row["pumped_nl"]),
      programmedPicograms: Self.amount(row["programmed_pg"]))
    self.init(patient: row["code"], pump: row["serial"], at: row["at"], .reading(read))
    pumpClock = row["clock"]
  }

  fileprivate init(finding row: Row) throws {
    let found = try AssessmentRecord(row: row)
    self.init(patient: row["code"], pump: nil, at: found.at, .found(found.findings))
    pumpClock = row["pump_clock"]
  }

  /// Numbers of 64 bits are stored as their bit patterns.
  private static func amount(_ stored: Int64?) -> UInt64? { stored.map { UInt64(bitPattern: $0) } }
}
