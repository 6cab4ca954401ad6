/// A value that any JSON can be read as: an object, a list, or what stands alone.
package protocol JSONTree: Decodable {
  /// An object, by the names of its fields.
  static func object(_ fields: [String: Self]) -> Self
  /// A list.
  static func list(_ items: [Self]) -> Self
  /// What is neither: a number, a text, a flag or null.
  init(alone value: any SingleValueDecodingContainer) throws
}

extension JSONTree {
  /// Any JSON there is.
  package init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      var fields: [String: Self] = [:]
      for key in container.allKeys {
        fields[key.stringValue] = try container.decode(Self.self, forKey: key)
      }
      self = .object(fields)
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [Self] = []
      while !container.isAtEnd { items.append(try container.decode(Self.self)) }
      self = .list(items)
    } else {
      self = try Self(alone: decoder.singleValueContainer())
    }
  }
}

/// A field of an object that may have any.
package struct AnyKey: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(stringValue: String) { self.stringValue = stringValue }

  package init?(intValue: Int) { nil }
}
