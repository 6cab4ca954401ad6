import Quantities
package import Telemetry

/// A part of the pump's log as it was read.
package struct LogStretch: Equatable {
  /// The entries that could be read, in order.
  package private(set) var entries: [ChainedEntry] = []
  /// Numbers of entries that the pump holds and cannot give: damaged, or overwritten meanwhile.
  package private(set) var unreadable: [UInt32] = []
  /// For the first entry of each page, the chain value of the entry before it as the pump has it.
  package private(set) var previousChains: [UInt32: UInt64] = [:]

  package init() {}

  /// An entry that the pump does not give.
  mutating func miss(_ sequence: UInt32) { unreadable.append(sequence) }

  /// Takes the entries of a page; gives the number of the entry to go on with.
  mutating func take(_ page: LogPage, through last: UInt32) -> UInt32 {
    guard page.count > 0 else {
      unreadable.append(page.first)
      return page.first + 1
    }
    // Zero where the pump does not know it: nothing it holds comes before, or that is damaged.
    if page.previousChain != 0 { previousChains[page.first] = page.previousChain }
    for place in 0..<page.count where page[place].entry.sequence <= last {
      entries.append(page[place])
    }
    return page.first + UInt32(page.count)
  }
}

/// What is known of a pump's log: from the pump, and from the archive for what the pump has
/// overwritten meanwhile.
package struct LogCollection {
  /// The oldest and the newest entry that the pump holds; zero for an empty log.
  package internal(set) var oldest: UInt32 = 0
  package internal(set) var newest: UInt32 = 0
  /// In order.
  package internal(set) var entries: [ChainedEntry] = []
  /// For the first entry of each page, the chain value the pump gave for the entry before it.
  var previousChains: [UInt32: UInt64] = [:]
  /// What is wrong with them, by number.
  package internal(set) var findings: [LogFinding] = []
  /// What was read and is sound, so that an archive can keep it.
  package internal(set) var toArchive: [ChainedEntry] = []

  package init() {}

  /// The first that is wrong; `nil` when nothing is.
  package var firstFinding: LogFinding? { findings.min { $0.sequence < $1.sequence } }

  /// Its entries by their number.
  var byNumber: [UInt32: ChainedEntry] { entries.byNumber }
}

extension [ChainedEntry] {
  /// Entries by their number; of two under one number the first.
  var byNumber: [UInt32: ChainedEntry] {
    reduce(into: [:]) { known, item in
      if known[item.entry.sequence] == nil { known[item.entry.sequence] = item }
    }
  }

  /// These in the order of their numbers.
  var inOrder: [ChainedEntry] { sorted { $0.entry.sequence < $1.entry.sequence } }
}
