import Foundation

/// Any JSON, read as `status.reservoir.volume_ml` and compared with plain values.
@dynamicMemberLookup
enum JSON: Decodable, Hashable {
  case object([String: JSON])
  case array([JSON])
  case text(String)
  case number(Double)
  case bool(Bool)
  case null

  /// The JSON in a text; `.null` when there is none.
  init(_ text: String) {
    self = (try? JSONDecoder().decode(JSON.self, from: Data(text.utf8))) ?? .null
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  /// A member of an object; `.null` when there is none of that name.
  subscript(dynamicMember name: String) -> JSON {
    if case .object(let members) = self { return members[name] ?? .null }
    return .null
  }

  /// The members' names, sorted.
  var keys: [String] {
    if case .object(let members) = self { return members.keys.sorted() }
    return []
  }

  /// An object without one of its members.
  func without(_ name: String) -> JSON {
    if case .object(let members) = self { return .object(members.filter { $0.key != name }) }
    return self
  }

  var elements: [JSON] {
    if case .array(let elements) = self { return elements }
    return []
  }

  var string: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var double: Double? {
    if case .number(let number) = self { return number }
    return nil
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(floatLiteral number: Double) { self = .number(number) }
  init(booleanLiteral bool: Bool) { self = .bool(bool) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
