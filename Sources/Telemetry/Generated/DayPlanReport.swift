// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// One day plan as the pump holds it. Spec: messages.md, "dayPlan".
public struct DayPlanReport: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// Whether it is in force or staged.
  public var source: Source
  /// Its steps.
  public var plan: DayPlan

  /// One from its parts.
  public init(_ number: PlanNumber, _ source: Source, _ plan: DayPlan) {
    self.number = number
    self.source = source
    self.plan = plan
  }
}

extension DayPlanReport {
  init(from reader: inout ByteReader) {
    number = PlanNumber(from: &reader)
    source = Source(from: &reader)
    plan = DayPlan(from: &reader)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    writer.put(source.rawValue)
    plan.encode(to: &writer)
  }
}

extension DayPlanReport: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("number", number.wireName)
    visitor.choice("source", source.wireName)
    visitor.enter("plan")
    plan.visit(&visitor)
    visitor.leave()
  }
}
