import PumpText
import Telemetry

/// Which drug a pump held when something was ordered. An order of a dose does not say what it is
/// of, and where a pump held several drugs in its life the reader has to be told.
struct HeldDrugs {
  /// What an order tells of drugs, by their stored names.
  struct Order {
    let pump: String?
    let drug: String?
    /// Which one it took the place of; `nil` for what is no refill.
    let old: String?
    let isDone: Bool
  }

  private var first: [String: String] = [:]
  private var all: [String: Set<String>] = [:]

  /// The drugs of some pumps by their orders, oldest first.
  private init(_ orders: [Order]) {
    for order in orders {
      guard order.isDone, let pump = order.pump, let drug = order.drug else { continue }
      let drugs = [order.old, drug].compactMap(\.self)
      first[pump] = first[pump] ?? drugs.first
      all[pump, default: []].formUnion(drugs)
    }
  }

  /// What the doses of each order are of; `nil` for pumps that held one drug only. Orders are the
  /// oldest first.
  static func names(_ orders: [Order]) -> [String?] {
    let known = HeldDrugs(orders)
    var held = known.first
    return orders.map { order in
      guard let pump = order.pump, known.all[pump, default: []].count > 1 else { return nil }
      if order.isDone, let drug = order.drug { held[pump] = drug }
      return order.drug ?? held[pump]
    }
  }
}
