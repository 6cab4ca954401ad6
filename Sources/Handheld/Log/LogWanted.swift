package import Clinic
import ClinicText
import Console
package import PumpText
import Quantities
package import Telemetry

/// Which entries of a log somebody wants, before the pump's clock is known.
package struct LogWanted {
  /// Entries of these kinds; of all when there are none.
  package var kinds: Set<LogKind> = []
  /// From a moment on, and up to one.
  package var since: LogMoment?
  package var until: LogMoment?
  /// From a sequence number on.
  package var from: UInt32?
  /// So many of the newest.
  package var last: Int?
  /// The volume of a stroke in nL; `nil` to have it worked out.
  package var stroke: UInt64?

  /// What is typed; an empty text is nothing.
  package init(
    kinds: [String] = [], since: String = "", until: String = "", from: UInt32? = nil,
    last: Int? = nil, stroke: String = ""
  ) throws(QuantityError) {
    self.from = from
    self.last = last
    if !since.isEmpty { self.since = try LogMoment(since, timeOfDay: "00:00:00") }
    if !until.isEmpty { self.until = try LogMoment(until, timeOfDay: "23:59:59") }
    for name in kinds { try add(kind: name) }
    guard !stroke.isEmpty else { return }
    let volume = try QuantityText.volume(stroke).rawValue
    guard volume > 0 else { throw QuantityError("a stroke moves more than nothing") }
    self.stroke = volume
  }

  /// Takes up a kind by its name, in which hyphens stand for low lines. Throws what there is.
  private mutating func add(kind name: String) throws(QuantityError) {
    guard let known = LogKind.all.first(where: { $0.name == name.replacing("-", with: "_") })
    else {
      let names = LogKind.all.map(\.name).joined(separator: ", ")
      throw QuantityError("“\(name.shown)” is no kind of entry; there are \(names)")
    }
    kinds.insert(known)
  }

  /// What of it a pump's clock decides. Throws where that was never set.
  package func filter(_ now: Interrogation) throws -> LogFilter {
    func bound(_ moment: LogMoment?) throws -> LogBound? {
      guard let moment else { return nil }
      if let bound = moment.bound(now) { return bound }
      throw ProgrammerError(
        .usage, "the pump's clock was never set; say how long ago, for example 2 days")
    }
    return LogFilter(kinds: kinds, since: try bound(since), until: try bound(until))
  }

  /// The entries, read from the pump as far as the archive does not have them.
  package func read(_ visit: Visit, _ now: Interrogation) throws -> LogResult {
    let filter = try filter(now)
    // A count of entries of some kinds only cannot be turned into a place in the log.
    let isPlain = kinds.isEmpty && until == nil
    let collection = try visit.log.entries(from: from ?? 1, last: isPlain ? last : nil)
    return LogResult(
      collection: collection, entries: shown(collection, now, filter), face: visit.connection.face)
  }

  /// Shows entries as they come, the newest ten of those there are before them unless others are
  /// wanted, until it is told to end or nobody reads it any more.
  package func follow(
    _ visit: Visit, _ now: Interrogation, show: @escaping LogFollower.Show
  ) throws {
    let start = from == nil && last == nil && since == nil ? 10 : last
    var follower = LogFollower(visit: visit, now: now, filter: try filter(now), show: show)
    try follower.run(from: from ?? 1, last: start)
  }

  /// The whole log, held against the archive and the pump's counters; what is wanted only chooses
  /// what is printed of it.
  package func verify(_ visit: Visit, _ now: Interrogation) throws -> LogResult {
    let filter = try filter(now)
    let collection = try visit.log.check()
    let hasFilter = from != nil || last != nil || filter != LogFilter()
    return LogResult(
      collection: collection, entries: hasFilter ? shown(collection, now, filter) : [],
      isVerified: true,
      account: LogAccount(collection.entries, now: now, strokeNanolitres: stroke),
      face: visit.connection.face)
  }

  private func shown(
    _ collection: LogCollection, _ now: Interrogation, _ filter: LogFilter
  ) -> [LogEntryJSON] {
    let clock = LogClock(collection.entries, now: now)
    let entries = collection.entries.filter {
      $0.entry.sequence >= from ?? 1 && filter.admits($0.entry, clock.clock(of: $0.entry))
    }
    return entries.suffix(last ?? entries.count).map { LogEntryJSON($0, clock) }
  }
}

extension LogMoment {
  /// A moment as it is typed: a time of the pump's clock, or how long ago. A date without a time is
  /// that day's `timeOfDay`.
  package init(_ text: String, timeOfDay: String) throws(QuantityError) {
    let isDate = text.count { $0 == "-" } == 2 && text.first?.isNumber == true
    if text.contains(":") {
      self = .clock(try QuantityWords.parseClock(text))
    } else if isDate {
      self = .clock(try QuantityWords.parseClock("\(text) \(timeOfDay)"))
    } else {
      self = .ago(try QuantityText.duration(text))
    }
  }
}
