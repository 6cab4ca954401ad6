import PumpText
import Quantities
package import Telemetry

/// The value of a field.
package enum FieldValue: Hashable, Sendable {
  case number(UInt64)
  case flag(Bool)
  case text(String)
  /// The field has no value; null in JSON.
  case none

  /// The value as a person reads it.
  package var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .text(let text): text
    case .none: "none"
    }
  }
}

/// The fields of any message in the order of the wire, parts of parts as `outer.inner`.
package struct FieldList: FieldVisitor {
  /// A field by its whole name.
  package struct Field: Hashable, Sendable {
    /// What it is called, parts of parts with a dot between.
    package let name: String
    /// What it holds.
    package let value: FieldValue
  }

  private(set) var fields: [Field] = []
  /// The name of each part that was entered, the outermost first, with its dot.
  private var parts: [String] = []

  /// The fields of a message, a body or a part of one.
  package static func of(_ value: some Visitable) -> [Field] {
    var list = FieldList()
    value.visit(&list)
    return list.fields
  }

  private mutating func add(_ name: StaticString, _ value: FieldValue) {
    var whole = ""
    for part in parts { whole += part }
    fields.append(Field(name: whole + "\(name)", value: value))
  }

  package mutating func number(_ name: StaticString, value: UInt64?) {
    add(name, value.map { .number($0) } ?? .none)
  }

  package mutating func flag(_ name: StaticString, _ value: Bool) { add(name, .flag(value)) }

  package mutating func choice(_ name: StaticString, _ value: StaticString?) {
    add(name, value.map { .text("\($0)") } ?? .none)
  }

  package mutating func text<let capacity: Int>(
    _ name: StaticString, _ value: ShortText<capacity>
  ) {
    add(name, .text(value.string))
  }

  package mutating func block(_ name: StaticString, _ value: AsconBlock) {
    add(name, .text(value.hexadecimal))
  }

  package mutating func secret(_ name: StaticString) { add(name, .text("not shown")) }

  package mutating func nothing(_ name: StaticString) { add(name, .none) }

  package mutating func enter(_ name: StaticString, _ number: Int?) {
    parts.append("\(name)" + (number.map { "\($0)" } ?? "") + ".")
  }

  package mutating func leave() { parts.removeLast() }
}
