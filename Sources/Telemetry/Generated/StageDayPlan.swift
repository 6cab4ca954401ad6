// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Check and hold the steps of one day plan. Nothing changes for the patient. Spec: messages.md,
/// "stageDayPlan".
public struct StageDayPlan: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// Its steps.
  public var plan: DayPlan

  /// One from its parts.
  public init(_ number: PlanNumber, _ plan: DayPlan) {
    self.number = number
    self.plan = plan
  }
}

extension StageDayPlan {
  init(from reader: inout ByteReader) {
    number = PlanNumber(from: &reader)
    plan = DayPlan(from: &reader)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    plan.encode(to: &writer)
  }
}

extension StageDayPlan: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("number", number.wireName)
    visitor.enter("plan")
    plan.visit(&visitor)
    visitor.leave()
  }
}
