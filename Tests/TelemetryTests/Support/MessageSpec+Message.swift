extension MessageSpec {
  struct Message: Decodable, Sendable {
    var name: String
    var type: UInt8
    var direction: Direction
    var envelope: String
    var answer: String?
    var kind: String?
    var roles: [String]?
    var bodyBytes: Int
    var fields: [Field]
    var rules: [Rule]

    enum Direction: String, Decodable, Sendable { case request, reply }
  }

  struct Field: Decodable, Sendable {
    var name: String
    var type: String
    var offset: Int
    var unit: String?
    var min: UInt64?
    var max: UInt64?
    var absent: UInt64?
    var enumeration: String?
    var bits: String?
    var secret: Bool?

    enum CodingKeys: String, CodingKey {
      case name, type, offset, unit, min, max, absent, bits, secret
      case enumeration = "enum"
    }
  }

  /// What one field says about another.
  struct Rule: Decodable, Sendable {
    var when: Condition
    var then: Condition

    struct Condition: Decodable, Sendable {
      var field: String
      var bit: String?
      var equals: UInt64?
      var differs: UInt64?

      enum CodingKeys: String, CodingKey {
        case field, bit
        case equals = "is"
        case differs = "isNot"
      }
    }
  }
}

extension MessageSpec.Field {
  var isText: Bool { type.hasPrefix("text") }
  var isBlock: Bool { type.hasPrefix("block") }
  var isInteger: Bool { !isText && !isBlock }

  /// The length of the field in bytes.
  var size: Int { MessageSpec.current.types[type] ?? 0 }

  /// The highest integer of its length.
  var top: UInt64 { size >= 8 ? .max : 1 << UInt64(8 * size) - 1 }

  /// Whether the field's own type allows an integer; rules between fields come on top.
  func allows(_ value: UInt64) -> Bool {
    if value == absent { return true }
    if value > top || value < min ?? 0 || value > max ?? top { return false }
    if type == "flag" { return value <= 1 }
    if let enumeration { return MessageSpec.current.numbers(of: enumeration).contains(value) }
    guard let bits, let members = MessageSpec.current.bits[bits]?.members else { return true }
    var unknown = value
    for member in members {
      unknown &= ~member.mask
      let part = (value & member.mask) >> UInt64(member.low)
      if let name = member.enumeration, !MessageSpec.current.numbers(of: name).contains(part) {
        return false
      }
    }
    return unknown == 0
  }
}

extension MessageSpec.Rule.Condition {
  func isMet(by values: WireValues) -> Bool {
    var value = values[field]
    if let bit, let member = Self.member(bit) {
      value = (value & member.mask) >> UInt64(member.low)
    }
    return equals.map { value == $0 } ?? differs.map { value != $0 } ?? false
  }

  private static func member(_ name: String) -> MessageSpec.Bits.Member? {
    MessageSpec.current.bits.values.flatMap(\.members).first { $0.name == name }
  }
}
