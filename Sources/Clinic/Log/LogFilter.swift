package import Quantities
package import Telemetry

/// Which entries are wanted.
package struct LogFilter: Equatable {
  /// The kinds wanted; all when empty.
  package var kinds: Set<LogKind> = []
  /// From a moment on.
  package var since: LogBound?
  /// Up to a moment, that moment included.
  package var until: LogBound?

  package init(kinds: Set<LogKind> = [], since: LogBound? = nil, until: LogBound? = nil) {
    self.kinds = kinds
    self.since = since
    self.until = until
  }

  /// Whether an entry is wanted, beside which a time of the pump's clock is printed.
  package func admits(_ entry: LogEntry, _ clock: WallClock?) -> Bool {
    (kinds.isEmpty || kinds.contains(entry.kind)) && (since?.distance(to: entry, clock) ?? 0) >= 0
      && (until?.distance(to: entry, clock) ?? 0) <= 0
  }
}

/// A moment in the log of a pump.
package enum LogBound: Equatable {
  /// A moment of therapy, in seconds; below zero before the pump's first.
  case therapy(Int64)
  /// A time of the clock as it is printed beside entries, however it was set since; and for entries
  /// that have none, the moment of therapy at which it is so by the clock as it is set now.
  case clock(WallClock, therapy: Int64)

  /// The seconds to an entry; below zero when that is earlier.
  fileprivate func distance(to entry: LogEntry, _ printed: WallClock?) -> Int64 {
    switch self {
    case .clock(let clock, _) where printed != nil:
      Int64(printed?.rawValue ?? 0) - Int64(clock.rawValue)
    case .therapy(let seconds), .clock(_, let seconds): Int64(entry.therapySeconds) - seconds
    }
  }
}

/// A moment as it is typed: a date and time of the pump's clock, or how long ago.
package enum LogMoment: Equatable {
  case ago(Milliseconds)
  case clock(WallClock)

  /// The moment in the log of a pump; `nil` when the pump's clock is not set.
  package func bound(_ now: Interrogation) -> LogBound? {
    switch self {
    case .ago(let length):
      .therapy(Int64(now.status.therapySeconds) - Int64(clamping: length.rawValue / 1000))
    case .clock(let clock):
      LogClock([], now: now).seconds(at: clock).map { .clock(clock, therapy: $0) }
    }
  }
}
