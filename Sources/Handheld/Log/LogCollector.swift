import Clinic
package import Telemetry

/// What is known of a pump's log: from the pump, and from the archive for what the pump has
/// overwritten meanwhile.
package struct LogCollection {
  /// The oldest and the newest entry that the pump holds; zero for an empty log.
  package var oldest: UInt32 = 0
  package var newest: UInt32 = 0
  /// In order.
  package var entries: [ChainedEntry] = []
  /// For the first entry of each page, the chain value the pump gave for the entry before it.
  var previousChains: [UInt32: UInt64] = [:]
  /// What is wrong with them, by number.
  var findings: [LogFinding] = []

  /// The first that is wrong; `nil` when nothing is.
  var firstFinding: LogFinding? { findings.min { $0.sequence < $1.sequence } }
}

/// Brings together the log that the pump holds and what the archive has of it.
package struct LogCollector {
  let reader: LogReader
  let archive: Archive?
  let serial: String

  /// The entries from a number on. What the archive has is not read again: the chain shows whether
  /// it is the pump's.
  package func entries(from first: UInt32, last count: Int? = nil) throws -> LogCollection {
    var result = LogCollection()
    let archived = try archive?.logEntries(serial: serial) ?? []
    guard let bounds = try reader.bounds() else {
      if let known = archived.first { result.findings = [.wentBack(from: known.entry.sequence)] }
      return result
    }
    result.oldest = bounds.oldest
    result.newest = bounds.newest
    let fewest = count.map { bounds.newest - UInt32(clamping: min($0, Int(bounds.newest)) - 1) }
    let start = max(first, fewest ?? 1)
    guard start <= bounds.newest else { return result }
    if let beyond = archived.last?.entry.sequence, beyond > bounds.newest {
      // What the archive has is of no use here.
      try collect(&result, from: start, [], isKept: false)
      result.findings.append(.wentBack(from: bounds.newest + 1))
      return result
    }
    let known = archived.filter { $0.entry.sequence >= start }
    try collect(&result, from: start, known)
    if !known.isEmpty && !LogChain.isSound(result.findings) {
      let joint = result
      try collect(&result, from: start, [], isKept: false)
      let own = Dictionary(result.entries.map { ($0.entry.sequence, $0) }) { first, _ in first }
      let other = joint.entries.first { item in
        own[item.entry.sequence].map { $0 != item } ?? false
      }
      if let other { result.findings.append(.differsFromArchive(other.entry.sequence)) }
    }
    return result
  }

  /// Reads what is not known and puts it together with what is.
  private func collect(
    _ result: inout LogCollection, from start: UInt32, _ known: [ChainedEntry], isKept: Bool = true
  ) throws {
    var stretch = LogStretch()
    // The newest is read in any case: by its chain value the pump vouches for all before it.
    let numbers = Set(known.map(\.entry.sequence)).subtracting([result.newest])
    var next = max(start, result.oldest)
    while next <= result.newest {
      if numbers.contains(next) {
        next += 1
        continue
      }
      var last = next
      while last < result.newest && !numbers.contains(last + 1) { last += 1 }
      stretch.append(try reader.read(from: next, through: last))
      next = last + 1
    }
    let read = Dictionary(stretch.entries.map { ($0.entry.sequence, $0) }) { first, _ in first }
    let rest = known.filter { read[$0.entry.sequence] == nil }
    result.entries = (rest + stretch.entries).sorted { $0.entry.sequence < $1.entry.sequence }
    result.previousChains = stretch.previousChains
    var findings = LogChain.findings(result.entries, previousChains: stretch.previousChains)
    for item in known where read[item.entry.sequence].map({ $0 != item }) ?? false {
      findings.append(.differsFromArchive(item.entry.sequence))
    }
    findings += gapsAtTheEnds(result, from: start)
    result.findings = Self.named(findings, unreadable: Set(stretch.unreadable), result.oldest)
    if isKept && LogChain.isSound(result.findings) {
      try archive?.add(stretch.entries, serial: serial)
    }
  }

  /// What is missing before the first and behind the last entry.
  private func gapsAtTheEnds(_ result: LogCollection, from start: UInt32) -> [LogFinding] {
    guard let first = result.entries.first?.entry.sequence,
      let last = result.entries.last?.entry.sequence
    else { return [.missing(start...result.newest)] }
    return (start < first ? [.missing(start...first - 1)] : [])
      + (last < result.newest ? [.missing(last + 1...result.newest)] : [])
  }

  /// Tells what the pump cannot give from what it does not hold any more.
  private static func named(
    _ findings: [LogFinding], unreadable: Set<UInt32>, _ oldest: UInt32
  ) -> [LogFinding] {
    findings.flatMap { finding -> [LogFinding] in
      guard case .missing(let range) = finding else { return [finding] }
      // The range can be of any length; what is damaged was read one by one.
      let damaged = unreadable.filter { range.contains($0) && $0 >= oldest }
      let isGone = range.lowerBound < oldest
      let gone: [LogFinding] =
        isGone ? [.missing(range.lowerBound...min(range.upperBound, oldest - 1))] : []
      return gone + damaged.map { .unreadable($0) }
    }.sorted { $0.sequence < $1.sequence }
  }
}
