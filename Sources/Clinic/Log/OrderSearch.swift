package import ProgrammerSession
import Quantities
import Telemetry

/// Looks for an order in the pump's event log, where each order that was carried out is named.
///
/// Ask for the page that begins with ``wants``, and hand it in with ``heard(_:)``, until `nil`.
package struct OrderSearch: LogCourse {
  let order: UnsettledOrder
  /// The last moment of therapy known before it was meant; earlier entries cannot be about it.
  let since: UInt32?
  /// Whether it was carried out; `nil` when the log does not go back far enough, or is damaged.
  package private(set) var outcome: Outcome?
  private var bounds: LogBoundsReading? = LogBoundsReading()
  private var oldest: UInt32 = 0
  private var part: (first: UInt32, last: UInt32, reading: LogReading)?
  /// What the part read before this one says of the chain at its end.
  private var chain: UInt64?

  package init(order: UnsettledOrder, since: UInt32?) {
    self.order = order
    self.since = since
  }

  /// The first entry of the page to ask for now; `nil` when nothing more can tell.
  package var wants: UInt32? { bounds?.wants ?? part?.reading.wants }

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    if var reading = bounds {
      try reading.heard(answer)
      bounds = reading.wants == nil ? nil : reading
      if bounds == nil, let range = reading.bounds {
        oldest = range.lowerBound
        look(upTo: range.upperBound)
      }
      return
    }
    guard var reading = part?.reading, let (first, last, _) = part else { return }
    try reading.heard(answer)
    part = reading.wants == nil ? nil : (first, last, reading)
    if part == nil { judge(reading.stretch, first, last) }
  }

  private mutating func look(upTo last: UInt32) {
    let first = max(oldest, last - min(last - 1, UInt32(LogPage.capacity) - 1))
    part = (first, last, LogReading([first...last]))
  }

  private mutating func judge(_ read: LogStretch, _ first: UInt32, _ last: UInt32) {
    for item in read.entries.reversed() {
      if names(item.entry) {
        outcome = .doneUnheard
        return
      }
      if item.entry.kind == .entriesLost { return }
    }
    // An entry that was changed in the pump's memory may have been the one that is looked for.
    guard read.unreadable.isEmpty, read.entries.count == Int(last - first) + 1,
      LogChain.isSound(LogChain.findings(read.entries, previousChains: read.previousChains)),
      chain == nil || read.entries.last?.chain == chain
    else { return }
    chain = read.previousChains[first]
    if let since, let earliest = read.entries.first, earliest.entry.therapySeconds < since {
      outcome = .notDone
    } else if first <= 1 {
      outcome = .notDone
    } else if first > oldest {
      look(upTo: first - 1)
    }
  }

  private func names(_ entry: LogEntry) -> Bool {
    entry.kind == .order && entry.detail == order.request.rawValue
      && entry.short == order.command.request && entry.number == order.command.session
      && entry.therapySeconds >= since ?? 0
  }
}
