package import BenchControl
import FoundationEssentials

extension BenchTree {
  /// The value of a line of JSON; `nil` when it is none.
  package init?(json line: String) {
    guard let tree = try? JSONDecoder().decode(BenchTree.self, from: Data(line.utf8)) else {
      return nil
    }
    self = tree
  }
}

extension BenchTree: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  /// Any JSON there is.
  package init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Key.self) {
      var object: [String: BenchTree] = [:]
      for key in fields.allKeys {
        object[key.stringValue] = try fields.decode(BenchTree.self, forKey: key)
      }
      self = .object(object)
    } else if var elements = try? decoder.unkeyedContainer() {
      var list: [BenchTree] = []
      while !elements.isAtEnd { list.append(try elements.decode(BenchTree.self)) }
      self = .list(list)
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let number = try? value.decode(UInt64.self) {
        self = .number(Int128(number))
      } else if let number = try? value.decode(Int64.self) {
        self = .number(Int128(number))
      } else {
        self = .foreign
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let object):
      var fields = encoder.container(keyedBy: Key.self)
      for (name, value) in object { try fields.encode(value, forKey: Key(stringValue: name)) }
    case .list(let list):
      var elements = encoder.unkeyedContainer()
      for element in list { try elements.encode(element) }
    case .null, .foreign, .flag, .number, .text:
      var value = encoder.singleValueContainer()
      try encode(to: &value)
    }
  }

  private func encode(to value: inout some SingleValueEncodingContainer) throws {
    switch self {
    case .flag(let flag): try value.encode(flag)
    case .text(let text): try value.encode(text)
    case .number(let number):
      if let unsigned = UInt64(exactly: number) {
        try value.encode(unsigned)
      } else {
        try value.encode(Int64(clamping: number))
      }
    case .null, .foreign, .list, .object: try value.encodeNil()
    }
  }
}
