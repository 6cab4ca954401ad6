// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// Set the wall clock. Spec: messages.md, "setClock".
public struct SetClock: Hashable, Sendable {
  /// The local time of day and date, counted from 2000-01-01 00:00:00.
  public var clock: WallClock
  /// Why the clock is set.
  public var reason: ClockReason
  /// Whether the clinician confirmed that a running day schedule repeats or leaves out steps.
  public var acceptsShift: Bool

  /// One from its parts.
  public init(_ clock: WallClock, reason: ClockReason = .set, acceptsShift: Bool = false) {
    self.clock = clock
    self.reason = reason
    self.acceptsShift = acceptsShift
  }
}

extension SetClock {
  init(from reader: inout ByteReader) {
    clock = WallClock(rawValue: reader.u32())
    reason = ClockReason(from: &reader)
    acceptsShift = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(clock.rawValue)
    writer.put(reason.rawValue)
    writer.put(acceptsShift)
  }
}

extension SetClock: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("clock", clock.rawValue)
    visitor.choice("reason", reason.wireName)
    visitor.flag("acceptsShift", acceptsShift)
  }
}
