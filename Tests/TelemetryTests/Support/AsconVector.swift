import Testing

/// A vector of `fixtures/ascon`, in the form the standard's test vectors are published in.
struct AsconVector: Sendable, CustomTestStringConvertible {
  private let fields: [String: [UInt8]]
  let testDescription: String

  static let hash256 = read("hash256")
  static let xof128 = read("xof128")
  static let cxof128 = read("cxof128")
  static let aead128 = read("aead128")

  /// The bytes of a field, which every vector of its file has.
  subscript(_ name: String) -> [UInt8] {
    guard let bytes = fields[name] else { preconditionFailure("\(testDescription) has no \(name)") }
    return bytes
  }

  private static func read(_ name: String) -> [AsconVector] {
    do {
      return try Repository.text("fixtures/ascon/\(name).txt").split(separator: "\n\n").map(
        Self.init)
    } catch {
      preconditionFailure("fixtures/ascon/\(name).txt cannot be read: \(error)")
    }
  }

  private init(_ block: Substring) {
    var fields: [String: [UInt8]] = [:]
    var description = ""
    for line in block.split(separator: "\n") {
      let parts = line.split(separator: "=", omittingEmptySubsequences: false)
        .map { $0.filter { $0 != " " } }
      if parts[0] == "Count" {
        description = "count \(parts[1])"
      } else {
        fields[parts[0]] = bytes(hex: parts[1])
      }
    }
    self.fields = fields
    testDescription = description
  }
}
