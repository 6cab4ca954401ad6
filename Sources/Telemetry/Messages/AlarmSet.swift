import Quantities

/// The alarms that are active at one time.
public struct AlarmSet: Hashable, Sendable {
  /// One bit per alarm, at the alarm's number.
  public private(set) var bits: UInt16

  /// No alarm.
  public init() { bits = 0 }

  /// A set from its bits, or `nil` when a bit belongs to no alarm.
  public init?(bits: UInt16) {
    guard bits >> UInt16(Alarm.count) == 0 else { return nil }
    self.bits = bits
  }

  /// Whether no alarm is active.
  public var isEmpty: Bool { bits == 0 }

  /// Whether an alarm is active.
  @inlinable
  public func contains(_ alarm: Alarm) -> Bool { bits & 1 << UInt16(alarm.rawValue) != 0 }

  /// Makes an alarm active; true when it was not.
  @discardableResult
  public mutating func insert(_ alarm: Alarm) -> Bool {
    let isNew = !contains(alarm)
    bits |= 1 << UInt16(alarm.rawValue)
    return isNew
  }

  /// Ends an alarm.
  public mutating func remove(_ alarm: Alarm) { bits &= ~(1 << UInt16(alarm.rawValue)) }
}

extension AlarmSet {
  /// Whether one of the alarms is critical.
  public var hasCritical: Bool {
    var rest = bits
    while rest != 0 {
      let number = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
      if Alarm(rawValue: number)?.isCritical == true { return true }
      rest &= rest - 1
    }
    return false
  }

  /// The alarms of this set that are not in another.
  public func without(_ other: AlarmSet) -> AlarmSet {
    AlarmSet(bits: bits & ~other.bits) ?? self
  }
}

extension AlarmSet {
  @inline(__always)
  init(from reader: inout ByteReader) {
    let alarms = AlarmSet(bits: reader.u16())
    if alarms == nil { reader.reject() }
    self = alarms ?? AlarmSet()
  }
}
