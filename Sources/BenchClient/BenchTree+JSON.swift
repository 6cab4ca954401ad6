package import BenchControl
import FoundationEssentials
import VerbOutput

extension BenchTree {
  /// The value of a line of JSON; `nil` when it is none.
  package init?(json line: String) {
    guard let tree = try? JSONDecoder().decode(BenchTree.self, from: Data(line.utf8)) else {
      return nil
    }
    self = tree
  }
}

extension BenchTree: JSONTree {
  /// What stands alone; a number that is no integer is ``foreign``.
  package init(alone value: any SingleValueDecodingContainer) throws {
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

extension BenchTree: Encodable {
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let object):
      var fields = encoder.container(keyedBy: AnyKey.self)
      for (name, value) in object { try fields.encode(value, forKey: AnyKey(stringValue: name)) }
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
