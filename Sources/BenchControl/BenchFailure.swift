/// Why a request failed.
package struct BenchFailure: Error, Equatable, Sendable, BenchRecord {
  /// One of ``Code``; another when it comes from something that is no pump of this version.
  package var code = 0
  /// What is wrong, for a person.
  package var message = ""

  /// The kinds of failure there are. Spec: bench.md, "Control socket".
  package enum Code: Int, CaseIterable, Sendable {
    /// The line is no JSON.
    case notJSON = -32700
    /// It is JSON and no request of JSON-RPC 2.0.
    case notRequest = -32600
    /// There is no such method.
    case noMethod = -32601
    /// What was asked for is no request to this method.
    case wrongParameters = -32602
    /// It cannot be done to this pump now; nothing was changed.
    case refused = -32001
    /// It was done, but could not be saved.
    case notSaved = -32000
  }

  package init() {}

  /// A failure of a kind, in words.
  package init(_ code: Code, _ message: String) {
    self.code = code.rawValue
    self.message = message
  }

  /// What was asked for is no request to this method.
  package static func wrongParameters(_ message: String) -> BenchFailure {
    BenchFailure(.wrongParameters, message)
  }

  /// What was asked for cannot be done to this pump now; nothing was changed.
  package static func refused(_ message: String) -> BenchFailure { BenchFailure(.refused, message) }

  /// Whether it is of a kind.
  package func `is`(_ kind: Code) -> Bool { code == kind.rawValue }

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("code", &code)
    fields.field("message", &message)
  }
}
