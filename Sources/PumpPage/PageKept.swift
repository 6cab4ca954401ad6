import Console
import PumpText
import Quantities

/// What a browser keeps of a page over a reload: the life in it, and the orders to pumps outside of
/// which nobody knows what became.
///
/// The first line says which version it is. Then there is `life=` with what stands behind the `#`
/// of an address, and a line `open=…` for each order.
extension Page {
  /// What has changed since it was handed out last, as far as that matters for what is kept.
  struct KeptMark: Equatable {
    var acts = 0
    var therapy: UInt64 = 0
    var orders: [KeptOrder] = []
  }

  private static var keptVersion: String { "pumplink-page 1" }

  private var present: KeptMark {
    // Time that goes by itself is kept once an hour of it.
    KeptMark(
      acts: record.done.count, therapy: scene.life.now.therapy.rawValue / 3_600_000,
      orders: allOrders)
  }

  private var allOrders: [KeptOrder] {
    guard let hand = scene.life.live?.handheld else { return keptOrders }
    let serial = hand.serial.string
    return keptOrders.filter { $0.serial != serial }
      + hand.kept.map { KeptOrder(serial: serial, order: $0) }
  }

  /// The text to be kept; empty where it is what was handed out before.
  package func kept() -> [UInt8] {
    let now = present
    guard now != keptMark else { return [] }
    keptMark = now
    keptOrders = now.orders
    var lines = [Self.keptVersion]
    let life = scene.life.now
    if let fragment = record.fragment(at: life.therapy, link: life.link) {
      lines.append("life=\(fragment)")
    }
    lines += now.orders.map { $0.line }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Goes on from what was kept; what is of another version, or none, is said, and nothing of it is
  /// used.
  package func restore(_ text: String) {
    let lines = text.fields(between: "\n")
    guard lines.first == Self.keptVersion else {
      problem =
        "What this browser kept of an earlier visit is of another version of the page. The page "
        + "begins anew; if an order to a pump had no outcome then, read that pump's status first."
      return
    }
    keptOrders = lines.compactMap { KeptOrder(line: $0) }
    if let life = lines.first(where: { $0.hasPrefix("life=") }) {
      begin(PageStart(String(life.dropFirst(5))))
    }
  }
}
