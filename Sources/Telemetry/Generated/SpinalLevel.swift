// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// At which vertebra the tip of the catheter lies. Spec: messages.md, "spinalLevel".
public enum SpinalLevel: UInt8, WireNamed {
  /// Not known, or not told.
  case unknown = 0
  /// The first cervical vertebra.
  case c1 = 1
  /// The second cervical vertebra.
  case c2 = 2
  /// The third cervical vertebra.
  case c3 = 3
  /// The fourth cervical vertebra.
  case c4 = 4
  /// The fifth cervical vertebra.
  case c5 = 5
  /// The sixth cervical vertebra.
  case c6 = 6
  /// The seventh cervical vertebra.
  case c7 = 7
  /// The first thoracic vertebra.
  case t1 = 8
  /// The second thoracic vertebra.
  case t2 = 9
  /// The third thoracic vertebra.
  case t3 = 10
  /// The fourth thoracic vertebra.
  case t4 = 11
  /// The fifth thoracic vertebra.
  case t5 = 12
  /// The sixth thoracic vertebra.
  case t6 = 13
  /// The seventh thoracic vertebra.
  case t7 = 14
  /// The eighth thoracic vertebra.
  case t8 = 15
  /// The ninth thoracic vertebra.
  case t9 = 16
  /// The tenth thoracic vertebra.
  case t10 = 17
  /// The eleventh thoracic vertebra.
  case t11 = 18
  /// The twelfth thoracic vertebra.
  case t12 = 19
  /// The first lumbar vertebra.
  case l1 = 20
  /// The second lumbar vertebra.
  case l2 = 21
  /// The third lumbar vertebra.
  case l3 = 22
  /// The fourth lumbar vertebra.
  case l4 = 23
  /// The fifth lumbar vertebra.
  case l5 = 24

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .unknown: "unknown"
    case .c1: "c1"
    case .c2: "c2"
    case .c3: "c3"
    case .c4: "c4"
    case .c5: "c5"
    case .c6: "c6"
    case .c7: "c7"
    case .t1: "t1"
    case .t2: "t2"
    case .t3: "t3"
    case .t4: "t4"
    case .t5: "t5"
    case .t6: "t6"
    case .t7: "t7"
    case .t8: "t8"
    case .t9: "t9"
    case .t10: "t10"
    case .t11: "t11"
    case .t12: "t12"
    case .l1: "l1"
    case .l2: "l2"
    case .l3: "l3"
    case .l4: "l4"
    case .l5: "l5"
    }
  }
}

extension SpinalLevel {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = SpinalLevel(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .unknown
  }
}
