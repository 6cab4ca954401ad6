import Clinic
import GRDB

/// Orders: by the name the pump knows one by there is one, wherever it was intended or settled.
extension ArchiveMerger {
  private static let orderName = ["serial", "pump_session", "request_id"]
  /// What an order is, from before it was sent.
  private static let orderBody = [
    "request", "request_type", "not_after", "parameters", "preview", "confirmed", "intended",
    "known_therapy_s",
  ]

  mutating func mergeOrders() throws {
    let known = Dictionary(grouping: try Row.fetchAll(mine, sql: "SELECT * FROM orders")) {
      Self.values($0, Self.orderName)
    }
    for row in try Row.fetchAll(theirs, sql: "SELECT * FROM orders ORDER BY intended, id") {
      guard let visit = visits[row["session"]] else { continue }
      let namesakes = known[Self.values(row, Self.orderName)] ?? []
      guard !namesakes.isEmpty else {
        try add(row, in: visit)
        continue
      }
      let body = Self.values(row, Self.orderBody)
      let same = namesakes.first {
        Self.values($0, Self.orderBody) == body && $0["session"] as Int64 == visit
      }
      guard let same else {
        contradict(MergeWords.namesakes(row))
        continue
      }
      try settle(same, with: row)
    }
  }

  /// Adds an order with what it brings about.
  private mutating func add(_ row: Row, in visit: Int64) throws {
    let here = try insert(row, into: "orders", setting: ["session": visit])
    count.orders += 1
    let there: Int64 = row["id"]
    for table in ["therapies", "doses", "refills", "catheters", "transfers"] {
      let effect = try Row.fetchOne(
        theirs, sql: "SELECT * FROM \(table) WHERE order_id = ?", arguments: [there])
      if let effect { try insert(effect, into: table, setting: ["order_id": here]) }
    }
  }

  /// Takes over the more certain outcome.
  private mutating func settle(_ here: Row, with there: Row) throws {
    guard let mine = OrderSettlement(here), let theirs = OrderSettlement(there) else { return }
    guard let both = mine.merged(with: theirs) else {
      return contradict(MergeWords.outcome(here, there))
    }
    guard both != mine else { return }
    let id: Int64 = here["id"]
    try self.mine.execute(
      sql: """
        UPDATE orders SET outcome = ?, settled = ?, settled_by = ?, reason = ?,
          effect_therapy_s = ?, withheld_ng = ? WHERE id = ?
        """,
      arguments: [
        both.fate.rawValue, both.settled, both.evidence?.rawValue, both.reason,
        both.therapySeconds, both.withheldNanograms, id,
      ])
    if mine.evidence == nil && both.evidence != nil { count.settled += 1 }
  }
}

extension OrderSettlement {
  fileprivate init?(_ row: Row) {
    guard let fate = OrderFate(rawValue: row["outcome"]) else { return nil }
    self.init(
      fate: fate, evidence: (row["settled_by"] as String?).flatMap(OrderEvidence.init),
      settled: row["settled"], reason: row["reason"], therapySeconds: row["effect_therapy_s"],
      withheldNanograms: row["withheld_ng"])
  }
}
