import Quantities
package import Telemetry

/// Brings together the log that a pump holds and what an archive has of it.
///
/// Ask for the page that begins with ``wants``, and hand it in with ``heard(_:)``, until `nil`;
/// then ``result`` is complete. What the archive has is not read again: the chain shows whether it
/// is the pump's.
package struct LogCollector: LogCourse {
  package private(set) var result = LogCollection()
  private let first: UInt32
  private let count: Int?
  private let archived: [ChainedEntry]
  private var phase = Phase.bounds(LogBoundsReading())

  private enum Phase {
    case bounds(LogBoundsReading)
    /// What is not known is read, to be put together with what is.
    case joining(LogReading, known: [ChainedEntry], start: UInt32)
    /// What the archive has does not fit, so that all is read from the pump.
    case alone(LogReading, start: UInt32, finding: LogFinding?, joint: [ChainedEntry])
    case over
  }

  /// The entries from a number on, or so many of the newest, with what an archive has of this pump.
  package init(from first: UInt32, last count: Int? = nil, archived: [ChainedEntry]) {
    self.first = first
    self.count = count
    self.archived = archived
  }

  /// The first entry of the page to ask for now; `nil` when all is there.
  package var wants: UInt32? {
    switch phase {
    case .bounds(let reading): reading.wants
    case .joining(let reading, _, _), .alone(let reading, _, _, _): reading.wants
    case .over: nil
    }
  }

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    switch phase {
    case .bounds(var reading):
      try reading.heard(answer)
      phase = .bounds(reading)
      if reading.wants == nil { begin(reading.bounds) }
    case .joining(var reading, let known, let start):
      try reading.heard(answer)
      phase = .joining(reading, known: known, start: start)
    case .alone(var reading, let start, let finding, let joint):
      try reading.heard(answer)
      phase = .alone(reading, start: start, finding: finding, joint: joint)
    case .over: return
    }
    goOn()
  }

  private mutating func begin(_ bounds: ClosedRange<UInt32>?) {
    phase = .over
    guard let bounds else {
      if let known = archived.first { result.findings = [.wentBack(from: known.entry.sequence)] }
      return
    }
    result.oldest = bounds.lowerBound
    result.newest = bounds.upperBound
    let newest = result.newest
    let fewest = count.map { newest - UInt32(clamping: min($0, Int(newest)) - 1) }
    let start = max(first, fewest ?? 1)
    guard start <= newest else { return }
    if let beyond = archived.last?.entry.sequence, beyond > newest {
      // What the archive has is of no use here.
      phase = .alone(
        reading(from: start, []), start: start, finding: .wentBack(from: newest + 1), joint: [])
      return
    }
    let known = archived.filter { $0.entry.sequence >= start }
    phase = .joining(reading(from: start, known), known: known, start: start)
  }

  /// Puts together what was read, once all of it was.
  private mutating func goOn() {
    switch phase {
    case .joining(let reading, let known, let start) where reading.wants == nil:
      join(reading.stretch, known, from: start)
      let isSound = LogChain.isSound(result.findings)
      if isSound { result.toArchive = reading.stretch.entries }
      phase =
        isSound || known.isEmpty
        ? .over
        : .alone(
          self.reading(from: start, []), start: start, finding: nil, joint: result.entries)
      // A log of which nothing can be asked is complete as it is.
      if wants == nil { goOn() }
    case .alone(let reading, let start, let finding, let joint) where reading.wants == nil:
      join(reading.stretch, [], from: start)
      phase = .over
      if let finding { result.findings.append(finding) }
      let own = result.byNumber
      let other = joint.first { item in own[item.entry.sequence].map { $0 != item } ?? false }
      if let other { result.findings.append(.differsFromArchive(other.entry.sequence)) }
    case .bounds, .joining, .alone, .over: break
    }
  }

  /// What is not known, to be read.
  private func reading(from start: UInt32, _ known: [ChainedEntry]) -> LogReading {
    // The newest is read in any case: by its chain value the pump vouches for all before it.
    let numbers = Set(known.map { $0.entry.sequence }).subtracting([result.newest])
    var ranges: [ClosedRange<UInt32>] = []
    var next = max(start, result.oldest)
    while next <= result.newest && next < .max {
      var last = next
      if numbers.contains(next) {
        next += 1
        continue
      }
      while last < result.newest && !numbers.contains(last + 1) { last += 1 }
      ranges.append(next...last)
      guard last < .max else { break }
      next = last + 1
    }
    return LogReading(ranges)
  }

  /// Puts what was read together with what is known.
  private mutating func join(_ stretch: LogStretch, _ known: [ChainedEntry], from start: UInt32) {
    let read = stretch.entries.byNumber
    let rest = known.filter { read[$0.entry.sequence] == nil }
    result.entries = (rest + stretch.entries).inOrder
    result.previousChains = stretch.previousChains
    var findings = LogChain.findings(result.entries, previousChains: stretch.previousChains)
    for item in known where read[item.entry.sequence].map({ $0 != item }) ?? false {
      findings.append(.differsFromArchive(item.entry.sequence))
    }
    findings += gapsAtTheEnds(from: start)
    result.findings = Self.named(findings, unreadable: Set(stretch.unreadable), result.oldest)
  }

  /// What is missing before the first and behind the last entry.
  private func gapsAtTheEnds(from start: UInt32) -> [LogFinding] {
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
