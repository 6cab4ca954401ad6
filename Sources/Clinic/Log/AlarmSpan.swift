import Quantities
package import Telemetry

/// An alarm as the log tells it: when it began, and how long it was there.
package struct AlarmSpan: Equatable {
  /// Its number on the wire, which another firmware may know more of than this build.
  package let number: UInt8
  /// When it began, in s of therapy.
  package let began: UInt32
  /// How long it was there, in s; entries tell whole seconds. `nil` when it has not ended.
  package let seconds: UInt32?

  /// Which alarm; `nil` for one that this build does not know.
  package var alarm: Alarm? { Alarm(rawValue: number) }

  /// When an alarm began that is there now, in s of therapy; `nil` when it is not, or the log does
  /// not tell.
  package static func since(_ alarm: Alarm, _ now: AlarmSet, _ entries: [LogEntry]) -> UInt32? {
    guard now.contains(alarm) else { return nil }
    return entries.last { $0.kind == .alarmRaised && $0.detail == alarm.rawValue }?.therapySeconds
  }

  /// So many of the alarms in a log, the newest first.
  package static func newest(_ count: Int, of entries: [LogEntry]) -> [AlarmSpan] {
    entries.filter { $0.kind == .alarmRaised }.suffix(count).reversed().map { raised in
      let end = entries.first {
        $0.kind == .alarmEnded && $0.detail == raised.detail && $0.sequence > raised.sequence
      }
      return AlarmSpan(
        number: raised.detail, began: raised.therapySeconds,
        seconds: end.map { $0.therapySeconds - min($0.therapySeconds, raised.therapySeconds) })
    }
  }
}
