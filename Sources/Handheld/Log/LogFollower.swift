package import Clinic
import ClinicText
import PumpText
import SerialLink
package import Telemetry

/// Shows entries of the log as they come, until it is told to end or nobody reads it any more.
///
/// A pump that restarts, or is set back to an earlier memory, ends the session; the follower opens
/// another and goes on where the pump's log and what it showed part.
package struct LogFollower {
  private let visit: Visit
  private var now: Interrogation
  private let filter: LogFilter
  private let show: Show
  private var clock: LogClock
  private var place = LogPlace()
  /// Until when a new session is tried; `nil` while there is one.
  private var lostUntil: UInt64?

  /// Between two looks at the log, in ms; well within the time after which a pump ends a session.
  private static let pause = 1000
  /// How long a pump that does not answer is tried, in ms.
  private static let patience: UInt64 = 60_000

  /// Shows an entry to whoever follows; says whether somebody still reads.
  package typealias Show = (LogEntryJSON) throws -> Bool

  package init(visit: Visit, now: Interrogation, filter: LogFilter, show: @escaping Show) {
    self.visit = visit
    self.now = now
    self.filter = filter
    self.show = show
    clock = LogClock([], now: now)
  }

  /// Prints the entries there are, then waits for more.
  package mutating func run(from first: UInt32, last count: Int?) throws {
    let signals = try SignalPipe()
    let collection = try visit.log.entries(from: first, last: count)
    for finding in collection.findings where finding.isFault || count == nil {
      Notices.say(finding.words)
    }
    clock = LogClock(collection.entries, now: now)
    place.pass(collection)
    var isRead = try tell(collection.entries)
    var waiting = PollSet(capacity: 2)
    while isRead {
      waiting.removeAll()
      waiting.add(signals.fileDescriptor, .readable)
      let reader = StandardStreams.watchOutput(in: &waiting)
      try waiting.wait(timeoutMilliseconds: Self.pause)
      if try signals.next() != nil || waiting.isReady(reader) { return }
      isRead = try tell(try look())
    }
  }

  /// The entries that came since the last look.
  private mutating func look() throws -> [ChainedEntry] {
    do {
      if lostUntil != nil { try goOn() }
      return try newEntries()
    } catch let error as ProgrammerError where error.isSessionGone {
      let end = lostUntil ?? MonotonicClock.milliseconds() + Self.patience
      if lostUntil == nil {
        Notices.say("\(error.message(visit.connection.face)). A new session is tried")
      }
      guard MonotonicClock.milliseconds() < end else { throw error }
      lostUntil = end
      return []
    }
  }

  /// Opens a new session, and finds the place to go on from.
  private mutating func goOn() throws {
    let connection = visit.connection
    guard case .sessionOpened = try Visit.reply(connection.openSession(), connection) else {
      throw visit.surprise
    }
    now = try visit.interrogate()
    var search = place.search
    try visit.logReader.drive(&search)
    if place.goOn(from: search) {
      Notices.say(
        "the pump's memory was set back; its log goes on from entry \(place.next)")
    }
    clock = LogClock([], now: now)
    lostUntil = nil
  }

  /// The entries behind the last; says so when some were overwritten between two looks.
  private mutating func newEntries() throws -> [ChainedEntry] {
    guard let bounds = try visit.logReader.bounds(), bounds.upperBound >= place.next else {
      return []
    }
    let collection = try visit.log.entries(from: place.next)
    for finding in collection.findings { Notices.say(finding.words) }
    let fresh = collection.entries
    if fresh.contains(where: { $0.entry.kind == .clockSet }) {
      now = try visit.interrogate()
      clock = LogClock(fresh, now: now)
    }
    // Only now: a session that ends before that is followed by one that reads them again.
    place.pass(collection)
    return fresh
  }

  /// Prints entries; says whether somebody still reads what is printed.
  private mutating func tell(_ entries: [ChainedEntry]) throws -> Bool {
    let wanted = entries.filter { filter.admits($0.entry, clock.clock(of: $0.entry)) }
    return try wanted.allSatisfy { try show(LogEntryJSON($0, clock)) }
  }
}

extension ProgrammerError {
  /// Whether the session is over, or the pump does not answer: another session may be had.
  fileprivate var isSessionGone: Bool {
    switch exitStatus {
    case .io, .unavailable: true
    case .refused: refusal?.code == .noSession
    case .done, .usage, .data, .bug, .untold, .unknown, .protocolViolation, .configuration: false
    }
  }
}
