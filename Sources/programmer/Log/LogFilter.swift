import Quantities
import Telemetry

/// Which entries are wanted.
struct LogFilter: Equatable {
  /// The kinds wanted; all when empty.
  var kinds: Set<LogKind> = []
  /// From a moment of therapy on.
  var since: Int64?
  /// Up to a moment of therapy.
  var until: Int64?

  func admits(_ entry: LogEntry) -> Bool {
    (kinds.isEmpty || kinds.contains(entry.kind)) && Int64(entry.therapySeconds) >= since ?? 0
      && Int64(entry.therapySeconds) <= until ?? .max
  }
}

/// A moment as it is typed: a date and time of the pump's clock, or how long ago.
enum LogMoment: Equatable {
  case ago(Milliseconds)
  case clock(WallClock)

  /// The moment in seconds of therapy; `nil` when the pump's clock is not set.
  func seconds(_ now: Interrogation) -> Int64? {
    switch self {
    case .ago(let length):
      Int64(now.status.therapySeconds) - Int64(clamping: length.rawValue / 1000)
    case .clock(let clock): LogClock([], now: now).seconds(at: clock)
    }
  }
}
