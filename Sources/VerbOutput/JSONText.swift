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
}
