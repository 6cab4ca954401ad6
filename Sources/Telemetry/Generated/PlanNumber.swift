// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Which day plan. Spec: messages.md, "planNumber".
public enum PlanNumber: UInt8, WireNamed {
  /// The first plan.
  case plan1 = 1
  /// The second plan.
  case plan2 = 2
  /// The third plan.
  case plan3 = 3
  /// The fourth plan.
  case plan4 = 4
  /// The fifth plan.
  case plan5 = 5
  /// The sixth plan.
  case plan6 = 6
  /// The seventh plan.
  case plan7 = 7

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .plan1: "plan1"
    case .plan2: "plan2"
    case .plan3: "plan3"
    case .plan4: "plan4"
    case .plan5: "plan5"
    case .plan6: "plan6"
    case .plan7: "plan7"
    }
  }
}

extension PlanNumber {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = PlanNumber(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .plan1
  }
}
