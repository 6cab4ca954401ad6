import SerialLink
import Telemetry

/// Prints entries of the log as they come, until it is told to end.
struct LogFollower {
  let visit: Visit
  let now: Interrogation
  let filter: LogFilter
  let isJSON: Bool

  /// Between two looks at the log, in ms; well within the time after which a pump ends a session.
  private static let pause = 1000

  /// Prints the entries there are, then waits for more.
  func run(from first: UInt32, last count: Int?) throws {
    let signals = try SignalPipe()
    let collection = try visit.logCollector.entries(from: first, last: count)
    for finding in collection.findings where finding.isFault || count == nil {
      StandardStreams.error("programmer: \(finding.words)\n")
    }
    var clock = LogClock(collection.entries, now: now)
    var isRead = show(collection.entries, clock)
    var next = collection.newest + 1
    var waiting = PollSet(capacity: 1)
    while isRead {
      waiting.removeAll()
      waiting.add(signals.fileDescriptor, .readable)
      try waiting.wait(timeoutMilliseconds: Self.pause)
      if try signals.next() != nil { return }
      let fresh = try newEntries(from: next)
      guard let newest = fresh.last?.entry.sequence else { continue }
      next = newest + 1
      if fresh.contains(where: { $0.entry.kind == .clockSet }) {
        clock = LogClock(fresh, now: try visit.interrogate())
      }
      isRead = show(fresh, clock)
    }
  }

  /// The entries behind the last; says so when some were overwritten between two looks.
  private func newEntries(from next: UInt32) throws -> [ChainedEntry] {
    guard let bounds = try visit.log.bounds(), bounds.newest >= next else {
      return []
    }
    let collection = try visit.logCollector.entries(from: next)
    for finding in collection.findings { StandardStreams.error("programmer: \(finding.words)\n") }
    return collection.entries
  }

  /// Whether somebody still reads what is printed.
  private func show(_ entries: [ChainedEntry], _ clock: LogClock) -> Bool {
    entries.filter { filter.admits($0.entry) }.allSatisfy { item in
      let entry = LogEntryJSON(item, clock)
      return isJSON
        ? StandardStreams.output(json: (try? JSONText.line(entry)) ?? "")
        : StandardStreams.output(entry.line)
    }
  }
}
