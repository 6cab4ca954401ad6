import PumpText
import Telemetry

/// The value of a field, as a text and in JSON.
package enum FieldValue: Encodable {
  case number(UInt64)
  case flag(Bool)
  case text(String)
  /// The field has no value; null in JSON.
  case none

  /// The value as a person reads it.
  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .text(let text): text
    case .none: "none"
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .text(let text): try container.encode(text)
    case .none: try container.encodeNil()
    }
  }
}

/// The fields of any message in the order of the wire, parts of parts as `outer.inner`.
struct FieldList: FieldVisitor {
  /// A field by its whole name.
  typealias Field = (name: String, value: FieldValue)

  private(set) var fields: [Field] = []
  private var parts: [String] = []

  /// The fields of a message, a body or a part of one.
  static func of(_ value: any Visitable) -> [Field] {
    var list = FieldList()
    value.visit(&list)
    return list.fields
  }

  private mutating func add(_ name: StaticString, _ value: FieldValue) {
    fields.append(((parts + ["\(name)"]).joined(separator: "."), value))
  }

  mutating func number(_ name: StaticString, value: UInt64?) {
    add(name, value.map { .number($0) } ?? .none)
  }

  mutating func flag(_ name: StaticString, _ value: Bool) { add(name, .flag(value)) }

  mutating func choice(_ name: StaticString, _ value: StaticString?) {
    add(name, value.map { .text("\($0)") } ?? .none)
  }

  mutating func text<let capacity: Int>(_ name: StaticString, _ value: ShortText<capacity>) {
    add(name, .text(value.string))
  }

  mutating func block(_ name: StaticString, _ value: AsconBlock) {
    add(name, .text(value.hexadecimal))
  }

  mutating func secret(_ name: StaticString) { add(name, .text("not shown")) }

  mutating func nothing(_ name: StaticString) { add(name, .none) }

  mutating func enter(_ name: StaticString, _ number: Int?) {
    parts.append("\(name)" + (number.map { "\($0)" } ?? ""))
  }

  mutating func leave() { parts.removeLast() }
}
