import Telemetry

/// A frame as a table of its bytes: where, on the wire, unstuffed, and what they are.
struct FrameExplanation {
  private let wire: [UInt8]
  private let content: [UInt8]
  private(set) var lines: [String] = []

  init(_ step: WorkedSession.Step) {
    wire = step.message.wire(step.header)
    content = Self.unstuffed(wire)
    let spec = Self.spec(of: step)
    add(1, nil, "delimiter")
    add(1, nil, "stuffing code: \(wire[1]) to the \(firstZero)")
    explainEnvelope(step.header)
    add(1, 1, "type: \(spec.name)")
    add(2, 2, "request id: \(step.header.request)")
    for field in spec.fields { explain(field) }
    add(4, 4, "checksum")
    add(1, nil, "delimiter")
    precondition(place == wire.count, "the explanation is shorter than the frame")
  }

  /// Where the next line begins on the wire.
  private var place = 0

  private var firstZero: String { content.contains(0) ? "first zero" : "end" }

  static func spec(of step: WorkedSession.Step) -> MessageSpec.Message {
    let type: UInt8 =
      switch step.message {
      case .request(let request): request.type.rawValue
      case .reply(let reply): reply.type.rawValue
      }
    guard let spec = MessageSpec.current.messages.first(where: { $0.type == type }) else {
      preconditionFailure("no message has type \(type)")
    }
    return spec
  }

  private static func unstuffed(_ wire: [UInt8]) -> [UInt8] {
    var bytes = wire
    var code = 1
    while code < wire.count - 1 {
      bytes[code] = 0
      code += Int(wire[code])
    }
    return Array(bytes[2..<bytes.count - 1])
  }

  private mutating func explainEnvelope(_ header: MessageHeader) {
    switch header.envelope {
    case .open: add(1, 1, "envelope: open")
    case .session(let number):
      add(1, 1, "envelope: session")
      add(4, 4, "session number: \(number)")
    }
  }

  private mutating func explain(_ field: MessageSpec.Field) {
    let bytes = content[place - 2..<place - 2 + field.size]
    let words = "\(field.name): \(Self.words(field, Array(bytes)))"
    // Eight bytes fill a line; only texts are longer.
    let first = min(field.size, 8)
    add(first, first, words)
    if field.size > first { add(field.size - first, field.size - first, "… its end") }
  }

  private static func words(_ field: MessageSpec.Field, _ bytes: [UInt8]) -> String {
    if field.isText {
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let value = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    if value == field.absent { return "none" }
    if let name = field.enumeration {
      let values = MessageSpec.current.enums[name]?.values ?? []
      return values.first { $0.number == value }?.name ?? "?"
    }
    if let bits = field.bits { return words(value, bits) }
    if field.type == "flag" { return value == 1 ? "yes" : "no" }
    let isPattern = ["schema", "nonce", "token"].contains { field.name.hasSuffix($0) }
    if isPattern { return "0x" + String(value, radix: 16, uppercase: true) }
    return "\(value)" + (field.unit.map { " \($0)" } ?? "")
  }

  private static func words(_ value: UInt64, _ bits: String) -> String {
    let members = MessageSpec.current.bits[bits]?.members ?? []
    let set = members.filter { value & $0.mask != 0 }.map(\.name)
    return set.isEmpty ? "none" : set.joined(separator: ", ")
  }

  private mutating func add(_ count: Int, _ unstuffedCount: Int?, _ words: String) {
    let sent = Self.hex(wire[place..<place + count])
    let meant = unstuffedCount == nil ? "" : Self.hex(content[place - 2..<place - 2 + count])
    lines.append(
      Self.pad("\(place)", to: 5) + Self.pad(sent, to: 25) + Self.pad(meant, to: 25) + words)
    place += count
  }

  private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { TelemetryTests.hex([$0]) }.joined(separator: " ")
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
