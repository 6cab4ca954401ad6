import PumpText
package import Telemetry

/// A part of the pump's log as it was read.
package struct LogStretch {
  /// The entries that could be read, in order.
  package var entries: [ChainedEntry] = []
  /// Numbers of entries that the pump holds and cannot give: damaged, or overwritten meanwhile.
  var unreadable: [UInt32] = []
  /// For the first entry of each page, the chain value of the entry before it as the pump has it.
  var previousChains: [UInt32: UInt64] = [:]

  mutating func append(_ other: LogStretch) {
    entries += other.entries
    unreadable += other.unreadable
    previousChains.merge(other.previousChains) { $1 }
  }
}

/// Reads the log of a pump page by page.
package struct LogReader {
  /// What a pump says to a request for a page.
  enum Answer {
    case page(LogPage)
    /// It holds no such entry, and names one that it holds; zero when it holds none.
    case noSuchEntry(nearest: UInt32)
  }

  /// Asks for the page that begins with an entry.
  let page: (_ first: UInt32) throws -> Answer

  /// The entries that the pump holds now; `nil` for an empty log.
  package func bounds() throws -> (oldest: UInt32, newest: UInt32)? {
    var answer = try page(1)
    if case .noSuchEntry(let nearest) = answer {
      guard nearest > 0 else { return nil }
      answer = try page(nearest)
    }
    guard case .page(let page) = answer else { return nil }
    guard page.newest > 0 else { return nil }
    guard page.oldest > 0, page.oldest <= page.newest else {
      throw ProgrammerError(
        .protocolViolation, "the pump contradicts itself about how far its log goes back")
    }
    return (page.oldest, page.newest)
  }

  /// Reads a range of entries. What is overwritten or damaged is named, not left out.
  package func read(from first: UInt32, through last: UInt32) throws -> LogStretch {
    var stretch = LogStretch()
    var next = first
    while next > 0 && next <= last && next < .max {
      switch try page(next) {
      case .noSuchEntry:
        stretch.unreadable.append(next)
        next += 1
      case .page(let page):
        // A page that begins elsewhere would be read for ever.
        guard page.first == next else {
          throw ProgrammerError(
            .protocolViolation,
            "the pump gave another page of its log than it was asked for. Nothing was changed")
        }
        next = Self.take(page, through: last, into: &stretch)
      }
    }
    return stretch
  }

  /// Takes the entries of a page; gives the number of the entry to go on with.
  private static func take(
    _ page: LogPage, through last: UInt32, into stretch: inout LogStretch
  ) -> UInt32 {
    guard page.count > 0 else {
      stretch.unreadable.append(page.first)
      return page.first + 1
    }
    // Zero where the pump does not know it: nothing it holds comes before, or that is damaged.
    if page.previousChain != 0 { stretch.previousChains[page.first] = page.previousChain }
    for place in 0..<page.count where page[place].entry.sequence <= last {
      stretch.entries.append(page[place])
    }
    return page.first + UInt32(page.count)
  }
}
