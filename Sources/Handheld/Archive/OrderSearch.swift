import Clinic
import ProgrammerSession
import Telemetry

/// Looks for an order in the pump's event log, where each order that was carried out is named.
struct OrderSearch {
  let order: UnsettledOrder
  /// The last moment of therapy known before it was meant; earlier entries cannot be about it.
  let since: UInt32?

  /// Whether it was carried out; `nil` when the log does not go back far enough, or is damaged.
  func outcome(in log: LogReader) throws -> Outcome? {
    guard let bounds = try log.bounds() else { return nil }
    var last = bounds.newest
    // What the part read before this one says of the chain at its end.
    var chain: UInt64?
    while last >= bounds.oldest {
      let first = max(bounds.oldest, last - min(last - 1, UInt32(LogPage.capacity) - 1))
      let part = try log.read(from: first, through: last)
      for item in part.entries.reversed() {
        if names(item.entry) { return .doneUnheard }
        if item.entry.kind == .entriesLost { return nil }
      }
      // An entry that was changed in the pump's memory may have been the one that is looked for.
      guard part.unreadable.isEmpty, part.entries.count == Int(last - first) + 1,
        LogChain.isSound(LogChain.findings(part.entries, previousChains: part.previousChains)),
        chain == nil || part.entries.last?.chain == chain
      else { return nil }
      chain = part.previousChains[first]
      if let since, let earliest = part.entries.first, earliest.entry.therapySeconds < since {
        return .notDone
      }
      if first <= 1 { return .notDone }
      last = first - 1
    }
    return nil
  }

  private func names(_ entry: LogEntry) -> Bool {
    entry.kind == .order && entry.detail == order.request.rawValue
      && entry.short == order.command.request && entry.number == order.command.session
      && entry.therapySeconds >= since ?? 0
  }
}
