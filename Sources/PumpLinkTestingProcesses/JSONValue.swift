import FoundationEssentials
public import Testing

/// What a program printed with `--json`: any JSON, read as `status.reservoir.volume_ml` and
/// compared with plain values.
///
///     let status = try pump.run("programmer", ["status", "--json"]).json
///     #expect(status.therapy.dose_mcg_per_day == 110)
///     #expect(status.alarms == [])
@dynamicMemberLookup
public enum JSONValue: Decodable, Hashable, Sendable {
  /// An object, by the names of its members.
  case object([String: JSONValue])
  /// An array.
  case array([JSONValue])
  /// A text.
  case text(String)
  /// A number.
  case number(Double)
  /// True or false.
  case bool(Bool)
  /// Null; also what is not there, and what is no JSON.
  case null

  /// The JSON in a text; `.null` when there is none.
  public init(parsing text: String) {
    self = (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .null
  }

  /// Any JSON.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let array = try? value.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// A member of an object; `.null` when there is none of that name.
  public subscript(dynamicMember name: String) -> JSONValue {
    if case .object(let members) = self { return members[name] ?? .null }
    return .null
  }

  /// The members' names, sorted.
  public var keys: [String] {
    if case .object(let members) = self { return members.keys.sorted() }
    return []
  }

  /// An object without one of its members.
  public func without(_ name: String) -> JSONValue {
    if case .object(let members) = self { return .object(members.filter { $0.key != name }) }
    return self
  }

  /// The elements of an array; none of anything else.
  public var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  /// A text; `nil` for anything else.
  public var string: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// A number; `nil` for anything else.
  public var double: Double? {
    if case .number(let number) = self { return number }
    return nil
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  /// A text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A number.
  public init(integerLiteral number: Int) { self = .number(Double(number)) }
  /// A number.
  public init(floatLiteral number: Double) { self = .number(number) }
  /// True or false.
  public init(booleanLiteral bool: Bool) { self = .bool(bool) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: CustomTestStringConvertible {
  /// The value as JSON has it, its members by their names.
  public var testDescription: String {
    switch self {
    case .object(let members):
      let parts = members.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\": \($0.value.testDescription)" }
      return "{\(parts.joined(separator: ", "))}"
    case .array(let elements):
      return "[\(elements.map(\.testDescription).joined(separator: ", "))]"
    case .text(let text): return "\"\(text)\""
    case .number(let number):
      return Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    case .bool(let bool): return "\(bool)"
    case .null: return "null"
    }
  }
}
