import Quantities
import Telemetry

/// Which entries are wanted.
struct LogFilter: Equatable {
  /// The kinds wanted; all when empty.
  var kinds: Set<LogKind> = []
  /// From a moment of therapy on.
  var since: UInt32?
  /// Up to a moment of therapy.
  var until: UInt32?

  func admits(_ entry: LogEntry) -> Bool {
    (kinds.isEmpty || kinds.contains(entry.kind)) && entry.therapySeconds >= since ?? 0
      && entry.therapySeconds <= until ?? .max
  }
}

/// A moment as it is typed: a date and time of the pump's clock, or how long ago.
enum LogMoment: Equatable {
  case ago(Milliseconds)
  case clock(WallClock)

  /// The moment in seconds of therapy; `nil` when the pump's clock is not set.
  func seconds(_ now: Interrogation) -> UInt32? {
    switch self {
    case .ago(let length):
      now.status.therapySeconds
        - min(
          now.status.therapySeconds, UInt32(clamping: length.rawValue / 1000))
    case .clock(let clock): LogClock([], now: now).seconds(at: clock)
    }
  }
}
