/// Why a request failed.
package struct BenchFailure: Error, Equatable, Sendable, BenchRecord {
  /// One of ``Code``; another when it comes from something that is no pump of this version.
  package var code = 0
  /// What is wrong, for a person.
  package var message = ""

  /// The kinds of failure there are. Spec: bench.md, "Control socket".
  package enum Code: Int, CaseIterable, Sendable {
    case notJSON = -32700
    case notRequest = -32600
    case noMethod = -32601
    case wrongParameters = -32602
    case refused = -32001
    case notSaved = -32000

    /// What it says of the request, for the page and the schema.
    package var meaning: String {
      switch self {
      case .notJSON: "the line is no request in JSON"
      case .notRequest: "it is not JSON-RPC 2.0"
      case .noMethod: "no such method"
      case .wrongParameters: "wrong parameters"
      case .refused: "it cannot be done to this pump now, and nothing was changed"
      case .notSaved: "it was done, but could not be saved; exit code 73 of `ctl`"
      }
    }
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
