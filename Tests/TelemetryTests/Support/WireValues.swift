import TestSupport

/// The values of a message's fields as the integers and bytes that go on the wire, by field name.
struct WireValues: Equatable {
  private(set) var integers: [String: UInt64] = [:]
  private(set) var strings: [String: [UInt8]] = [:]

  /// The integer of a field.
  subscript(field: String) -> UInt64 {
    get {
      guard let value = integers[field] else { preconditionFailure("no field \(field)") }
      return value
    }
    set { integers[field] = newValue }
  }

  /// The characters of a text field, its padding taken off; or the bytes of a block.
  subscript(bytes field: String) -> [UInt8] {
    get {
      guard let value = strings[field] else { preconditionFailure("no bytes of \(field)") }
      return value
    }
    set { strings[field] = newValue }
  }

  /// The body these values make, by the offsets in messages.json and nothing else.
  func body(of message: MessageSpec.Message) -> [UInt8] {
    var body = [UInt8](repeating: 0, count: message.bodyBytes)
    for field in message.fields {
      if !field.isInteger {
        let bytes = self[bytes: field.name]
        body.replaceSubrange(field.offset..<field.offset + bytes.count, with: bytes)
      } else {
        for index in 0..<field.size {
          body[field.offset + index] = UInt8(truncatingIfNeeded: self[field.name] >> (8 * index))
        }
      }
    }
    return body
  }
}

extension WireValues {
  /// Random values that the fields' types and the message's rules allow.
  init(random message: MessageSpec.Message, using random: inout SplitMix64) {
    for field in message.fields {
      if field.isText {
        let count = Int.random(in: 0...field.size, using: &random)
        self[bytes: field.name] = (0..<count).map { _ in .random(in: 0x20...0x7E, using: &random) }
      } else if field.isBlock {
        self[bytes: field.name] = random.bytes(field.size)
      } else {
        self[field.name] = Self.integer(of: field, using: &random)
      }
    }
    // What one rule changes may be what another asks about, so all are tried until all hold.
    while true {
      let broken = message.rules.filter { $0.when.isMet(by: self) && !$0.then.isMet(by: self) }
      if broken.isEmpty { break }
      for rule in broken {
        self[rule.then.field] = rule.then.equals ?? Self.present(message, rule.then.field)
      }
    }
  }

  private static func integer(
    of field: MessageSpec.Field, using random: inout SplitMix64
  ) -> UInt64 {
    if let absent = field.absent, random.next() % 8 == 0 { return absent }
    if let enumeration = field.enumeration {
      return MessageSpec.current.numbers(of: enumeration).randomElement(using: &random) ?? 0
    }
    if let bits = field.bits, let members = MessageSpec.current.bits[bits]?.members {
      return members.reduce(0) { value, member in
        let choices = member.enumeration.map(MessageSpec.current.numbers) ?? [0, 1]
        return value | (choices.randomElement(using: &random) ?? 0) << UInt64(member.low)
      }
    }
    if field.type == "flag" { return random.next() & 1 }
    let low = field.min ?? 0
    return low + random.spread(upTo: (field.max ?? field.top) - low)
  }

  /// Some value that says a field is there.
  private static func present(_ message: MessageSpec.Message, _ name: String) -> UInt64 {
    let field = message.fields.first { $0.name == name }
    return field?.enumeration.flatMap { name in
      MessageSpec.current.numbers(of: name).first { $0 != 0 }
    } ?? 1
  }
}
