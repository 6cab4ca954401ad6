import Foundation

/// Where the specification and the fixtures are: beside the tests' own source, not in a bundle, so
/// that the files checked are the files people read.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func json<Value: Decodable>(_ path: String) throws -> Value {
    let data = try Data(contentsOf: root.appendingPathComponent(path))
    return try JSONDecoder().decode(Value.self, from: data)
  }
}
