// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// One day plan, in force or staged. Spec: messages.md, "readDayPlan".
public struct ReadDayPlan: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// The one in force or the staged one.
  public var source: Source

  /// One from its parts.
  public init(_ number: PlanNumber, _ source: Source) {
    self.number = number
    self.source = source
  }
}

extension ReadDayPlan {
  init(from reader: inout ByteReader) {
    number = PlanNumber(from: &reader)
    source = Source(from: &reader)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    writer.put(source.rawValue)
  }
}

extension ReadDayPlan: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("number", number.wireName)
    visitor.choice("source", source.wireName)
  }
}
