import Telemetry

/// A frame as a table of its bytes: where, on the wire, unstuffed, opened, and what they are.
struct FrameExplanation {
  private let frame: WorkedFrame
  private(set) var lines: [String] = []
  /// Where the next line begins on the wire.
  private var place = 0

  init(_ frame: WorkedFrame) {
    self.frame = frame
    add(1, "delimiter", isContent: false)
    let zero = frame.content.contains(0) ? "first zero" : "end"
    add(1, "stuffing code: \(frame.wire[1]) to the \(zero)", isContent: false)
    explainEnvelope()
    add(1, "type: \(frame.spec.name)")
    add(2, "request id: \(frame.step.id)")
    for field in frame.spec.fields { explain(field) }
    if frame.counter != nil { addLong(16, "tag") }
    add(4, "checksum")
    add(1, "delimiter", isContent: false)
    precondition(place == frame.wire.count, "the explanation is shorter than the frame")
  }

  /// Where the message begins in the content.
  private var messageStart: Int { frame.counter == nil ? 1 : 9 }

  private mutating func explainEnvelope() {
    guard let counter = frame.counter else { return add(1, "envelope: open") }
    add(1, "envelope: sealed")
    add(4, "session number: \(WorkedSession.offer.session)")
    add(4, "counter: \(counter)")
  }

  private mutating func explain(_ field: MessageSpec.Field) {
    let start = place - 2 - messageStart
    let bytes = Array(frame.message[start..<start + field.size])
    addLong(field.size, "\(field.name): \(Self.words(field, bytes))")
  }

  private static func words(_ field: MessageSpec.Field, _ bytes: [UInt8]) -> String {
    if field.isText { return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    // A block is shown by its bytes alone, in their order.
    if field.isBlock { return "16 bytes" }
    let value = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    if value == field.absent { return "none" }
    if let name = field.enumeration {
      let values = MessageSpec.current.enums[name]?.values ?? []
      return values.first { $0.number == value }?.name ?? "?"
    }
    if let bits = field.bits { return words(value, bits) }
    if field.type == "flag" { return value == 1 ? "yes" : "no" }
    let isPattern = ["schema", "token"].contains { field.name.hasSuffix($0) }
    if isPattern { return "0x" + String(value, radix: 16, uppercase: true) }
    return "\(value)" + (field.unit.map { " \($0)" } ?? "")
  }

  private static func words(_ value: UInt64, _ bits: String) -> String {
    let members = MessageSpec.current.bits[bits]?.members ?? []
    let set = members.filter { value & $0.mask != 0 }.map(\.name)
    return set.isEmpty ? "none" : set.joined(separator: ", ")
  }

  /// Eight bytes fill a line; texts, blocks and tags are longer.
  private mutating func addLong(_ count: Int, _ words: String) {
    add(min(count, 8), words)
    if count > 8 { add(count - 8, "… its end") }
  }

  private mutating func add(_ count: Int, _ words: String, isContent: Bool = true) {
    let sent = frame.wire[place..<place + count]
    let start = place - 2
    let meant = isContent ? frame.content[start..<start + count] : []
    var line = Self.pad("\(place)", to: 5) + Self.column(sent) + Self.column(meant)
    if frame.counter != nil {
      let message = messageStart..<messageStart + frame.message.count
      let opened =
        isContent && message.contains(start)
        ? frame.message[start - messageStart..<start - messageStart + count] : []
      line += Self.column(opened)
    }
    lines.append(line + words)
    place += count
  }

  private static func column(_ bytes: ArraySlice<UInt8>) -> String {
    pad(bytes.map { hex([$0]) }.joined(separator: " "), to: 25)
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
