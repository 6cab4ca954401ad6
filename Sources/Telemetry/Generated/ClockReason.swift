// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why the wall clock is set. Spec: messages.md, "clockReason".
public enum ClockReason: UInt8, WireNamed {
  /// It was never set, lost, or wrong by more than a clock drifts.
  case set = 0
  /// It had drifted.
  case correction = 1
  /// Daylight saving time begins or ends.
  case daylightSaving = 2
  /// The patient is in another time zone.
  case travel = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .set: "set"
    case .correction: "correction"
    case .daylightSaving: "daylightSaving"
    case .travel: "travel"
    }
  }
}

extension ClockReason {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = ClockReason(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .set
  }
}
