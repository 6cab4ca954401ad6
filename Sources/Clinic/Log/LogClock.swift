package import Quantities
package import Telemetry

/// What the pump's wall clock showed at a moment of therapy, after all that is known of its being
/// set.
package struct LogClock {
  private let anchors: [(sequence: UInt32, seconds: UInt32, clock: UInt32)]
  private let earliest: (seconds: UInt32, clock: UInt32)?

  package init(_ entries: [ChainedEntry], now: Interrogation) {
    let settings = entries.map { $0.entry }.filter { $0.kind == .clockSet }
    let current = now.clock.map { (now.status.therapySeconds, $0.rawValue) }
    anchors =
      settings.map { ($0.sequence, $0.therapySeconds, $0.number) }
      + (current.map { [(.max, $0.0, $0.1)] } ?? [])
    if let first = settings.first {
      earliest = first.short == 1 ? (first.therapySeconds, UInt32(clamping: first.amount)) : nil
    } else {
      earliest = current
    }
  }

  /// The clock at a moment; `nil` when it was not set then.
  package func clock(at seconds: UInt32) -> WallClock? {
    clock(at: seconds, by: anchors.last { $0.seconds <= seconds }.map { ($0.seconds, $0.clock) })
  }

  /// The clock at an entry, which may be of the same second as a setting of the clock behind it.
  package func clock(of entry: LogEntry) -> WallClock? {
    let known = anchors.last {
      $0.sequence <= entry.sequence && $0.seconds <= entry.therapySeconds
    }
    return clock(at: entry.therapySeconds, by: known.map { ($0.seconds, $0.clock) })
  }

  private func clock(
    at seconds: UInt32, by known: (seconds: UInt32, clock: UInt32)?
  ) -> WallClock? {
    guard let anchor = known ?? earliest else { return nil }
    let value = Int64(anchor.clock) + Int64(seconds) - Int64(anchor.seconds)
    return UInt32(exactly: value).map { WallClock(rawValue: $0) }
  }

  /// The moment at which the clock, as it is set now, shows a time, below zero for a time before
  /// the pump's; `nil` when it is not set.
  package func seconds(at clock: WallClock) -> Int64? {
    guard let anchor = anchors.last else { return nil }
    return Int64(anchor.seconds) + Int64(clock.rawValue) - Int64(anchor.clock)
  }
}
