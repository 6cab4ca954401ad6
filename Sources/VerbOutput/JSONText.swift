import FoundationEssentials

/// JSON as all programs print it: keys in a fixed order, nothing escaped that need not be.
package enum JSONText {
  /// A value on a line, its end included. Throws what the value throws when it is encoded.
  package static func line(_ value: some Encodable) throws -> String { try text(value) + "\n" }

  /// A value without the end of a line. Throws what the value throws when it is encoded.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// An object of texts, as ``text(_:)-(Encodable)`` writes it, in a tenth of the time.
  package static func text(_ object: [String: String]) -> String {
    var bytes: [UInt8] = []
    let fields = object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (key, value) in fields {
      bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
      add(key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      add(value, to: &bytes)
    }
    return bytes.isEmpty ? "{}" : String(decoding: bytes, as: UTF8.self) + "}"
  }

  private static func add(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "1")\(String(byte & 15, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
