import Telemetry

/// What a message shows of itself, by the names that messages.json has for it.
///
/// The values of fields that are not shown are those that stand for none. Swift's own names differ
/// where a group is no part of the name on the wire, and where a quantity is a type.
struct ShownValues: FieldVisitor {
  private let message: MessageSpec.Message
  private(set) var values: WireValues
  private var parts: [String] = []

  /// Shows a message; what is secret in it is taken from `known`.
  init(_ message: MessageSpec.Message, _ shown: some Visitable, known: WireValues) {
    self.message = message
    values = known
    for field in message.fields where field.isInteger { values[field.name] = field.absent ?? 0 }
    for field in message.fields where !field.isInteger && field.secret != true {
      values[bytes: field.name] = []
    }
    shown.visit(&self)
  }

  private func wireName(_ name: StaticString) -> String {
    let isOfWire = { (part: String) in !["settings", "plan", "step", "entry"].contains(part) }
    var path = parts.filter(isOfWire)
    let words = "\(name)".split(separator: ".")
    let units = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    path.append(String(words[0]) + units.joined())
    let found = path.joined(separator: ".")
    return message.name == "interrogation" && found == "lastApplied.request"
      ? "lastApplied.type" : found
  }

  private func field(_ name: String) -> MessageSpec.Field? {
    message.fields.first { $0.name == name }
  }

  /// The bit of a set whose members are shown one by one.
  private func member(_ name: String) -> (field: String, member: MessageSpec.Bits.Member)? {
    guard let point = name.lastIndex(of: ".") else { return nil }
    let owner = field(String(name[..<point]))
    let members = owner?.bits.flatMap { MessageSpec.current.bits[$0]?.members } ?? []
    let member = members.first { $0.name == name[name.index(after: point)...] }
    return owner.flatMap { owner in member.map { (owner.name, $0) } }
  }

  private mutating func put(_ value: UInt64, as name: String) {
    if field(name) != nil {
      values[name] = value
    } else if let (owner, member) = member(name) {
      values[owner] |= value << UInt64(member.low)
    } else if !name.hasSuffix(".sequence") {
      // The number of an entry follows from its place.
      preconditionFailure("\(message.name) shows \(name), which messages.json does not have")
    }
  }

  mutating func number(_ name: StaticString, value: UInt64?) {
    if let value { put(value, as: wireName(name)) }
  }

  mutating func flag(_ name: StaticString, _ value: Bool) {
    put(value ? 1 : 0, as: wireName(name))
  }

  mutating func choice(_ name: StaticString, _ value: StaticString?) {
    guard let value else { return }
    let wire = wireName(name)
    let enumeration = field(wire)?.enumeration ?? member(wire)?.member.enumeration
    let choices = enumeration.flatMap { MessageSpec.current.enums[$0]?.values } ?? []
    guard let choice = choices.first(where: { $0.name == "\(value)" }) else {
      preconditionFailure("\(message.name) shows \(value) as \(wire), which is no such choice")
    }
    put(UInt64(choice.number), as: wire)
  }

  mutating func text<let capacity: Int>(_ name: StaticString, _ value: ShortText<capacity>) {
    values[bytes: wireName(name)] = (0..<value.count).map { value[$0] }
  }

  mutating func block(_ name: StaticString, _ value: AsconBlock) {
    values[bytes: wireName(name)] = [value.low, value.high].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> (8 * UInt64($0))) }
    }
  }

  mutating func secret(_: StaticString) {}

  mutating func nothing(_: StaticString) {}

  mutating func enter(_ name: StaticString, _ number: Int?) {
    parts.append("\(name)" + (number.map { "\($0)" } ?? ""))
  }

  mutating func leave() { parts.removeLast() }
}
