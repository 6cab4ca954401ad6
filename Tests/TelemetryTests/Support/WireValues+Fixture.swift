extension WireValues {
  /// The integers and bytes of a fixture's field values.
  init(_ fixture: GoodFrame) {
    for field in fixture.spec.fields {
      guard let value = fixture.fields[field.name] else {
        preconditionFailure("\(fixture.name) has no \(field.name)")
      }
      if case .text(let text) = value, field.isText {
        self[bytes: field.name] = Array(text.utf8)
      } else if case .text(let digits) = value, field.isBlock {
        self[bytes: field.name] = TelemetryTests.bytes(hex: digits)
      } else if let integer = Self.integer(value, of: field) {
        self[field.name] = integer
      } else {
        preconditionFailure("\(fixture.name): \(value) cannot be \(field.name)")
      }
    }
  }

  private static func integer(_ value: FieldValue, of field: MessageSpec.Field) -> UInt64? {
    switch value {
    case .absent: field.absent
    case .flag(let flag): flag ? 1 : 0
    case .number(let number): number
    case .text(let text):
      // A value of 64 bits is written as digits, everything else that is a string is a name.
      if let name = field.enumeration { number(named: text, in: name) } else { UInt64(text) }
    case .members(let members): field.bits.flatMap { integer(members, of: $0) }
    }
  }

  private static func integer(_ members: [String: FieldValue], of bits: String) -> UInt64? {
    var value: UInt64 = 0
    for (name, part) in members {
      let layout = MessageSpec.current.bits[bits]?.members.first { $0.name == name }
      guard let layout else { return nil }
      switch part {
      case .flag(let flag): value |= flag ? layout.mask : 0
      case .text(let text):
        guard let number = layout.enumeration.flatMap({ number(named: text, in: $0) })
        else { return nil }
        value |= number << UInt64(layout.low)
      default: return nil
      }
    }
    return value
  }

  private static func number(named name: String, in enumeration: String) -> UInt64? {
    let value = MessageSpec.current.enums[enumeration]?.values.first { $0.name == name }
    return value.map { UInt64($0.number) }
  }
}
