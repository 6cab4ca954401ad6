import PumpText
import Telemetry

/// The value of a field, as a text and in JSON.
package enum FieldValue: Encodable {
  case number(any (BinaryInteger & Encodable))
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
    case .number(let number): try number.encode(to: encoder)
    case .flag(let flag): try container.encode(flag)
    case .text(let text): try container.encode(text)
    case .none: try container.encodeNil()
    }
  }
}

/// The fields of any message, found by looking at the value itself.
enum FieldList {
  /// Names and values in the order of the declaration, parts of parts as `outer.inner`.
  static func of(_ value: Any) -> [(name: String, value: String)] {
    values(of: value).map { ($0.name, $0.value.text) }
  }

  /// The same with the values as what they are.
  static func values(of value: Any, name: String = "") -> [(name: String, value: FieldValue)] {
    if let parts = places(of: value) {
      return parts.flatMap { values(of: $0.value, name: join(name, $0.label)) }
    }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let inner = mirror.children.first else { return [(name, .none)] }
      return values(of: inner.value, name: name)
    }
    if let block = value as? AsconBlock { return [(name, .text(block.hexadecimal))] }
    if let flag = value as? Bool { return [(name, .flag(flag))] }
    if let number = value as? any (BinaryInteger & Encodable) { return [(name, .number(number))] }
    if let text = value as? any CustomStringConvertible {
      return [(name, .text("\(text)"))]
    }
    if mirror.displayStyle == .enum {
      guard let payload = mirror.children.first else { return [(name, .text("\(value)"))] }
      let inner = values(of: payload.value)
      return inner.count == 1 && inner[0].name.isEmpty
        ? [(name, .text("\(payload.label ?? "") \(inner[0].value.text)"))]
        : inner.map { prefixed($0, name) }
    }
    let isCompound = mirror.displayStyle == .struct || mirror.displayStyle == .tuple
    guard isCompound, !mirror.children.isEmpty else {
      return [(name, .text("\(value)"))]
    }
    return mirror.children.flatMap { child in
      values(of: child.value, name: join(name, child.label ?? ""))
    }
  }

  /// The parts of a value that keeps them in an array of fixed size, which no mirror shows.
  private static func places(of value: Any) -> [(label: String, value: Any)]? {
    switch value {
    // What a request is by what it does is no part of its fields.
    case let request as Request: return [("", request.content)]
    case let order as Order:
      let hasFields = !Mirror(reflecting: order.body).children.isEmpty
      return (hasFields ? [("", order.body)] : []) + [("notAfter", order.notAfter)]
    // A key opens the pump for whoever reads it, here as well as in the archive.
    case let order as RotateKey: return [("role", order.role), ("key", "not shown")]
    case let plan as DayPlan: return (0..<plan.count).map { ("step\($0 + 1)", plan[$0]) }
    case let page as LogPage:
      return [
        ("oldest", page.oldest), ("newest", page.newest), ("first", page.first),
        ("previousChain", page.previousChain),
      ] + (0..<page.count).map { ("entry\($0 + 1)", page[$0]) }
    default: return nil
    }
  }

  private static func prefixed(
    _ field: (name: String, value: FieldValue), _ name: String
  ) -> (name: String, value: FieldValue) {
    (join(name, field.name), field.value)
  }

  private static func join(_ outer: String, _ inner: String) -> String {
    // A quantity's own integer needs no name of its own.
    if inner == "rawValue" || inner == "bits" || inner.isEmpty { return outer }
    return outer.isEmpty ? inner : "\(outer).\(inner)"
  }
}

extension Request {
  /// What is in its case.
  fileprivate var content: Any {
    switch self {
    case .opening(let opening): opening
    case .query(let query): query
    case .part(let part): part
    case .order(let order): order
    }
  }
}
