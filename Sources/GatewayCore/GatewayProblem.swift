import Console

/// What keeps the gateway from starting, in words for the person who started it.
package struct GatewayProblem: Error, CustomStringConvertible, Sendable {
  /// What is wrong.
  package enum Cause: Sendable {
    /// The command line.
    case usage
    /// The page's file.
    case data
    /// The place to listen at, the port, or the link.
    case unavailable
    /// The system, which refused something.
    case io
  }

  /// What is wrong.
  package let cause: Cause
  /// A sentence.
  package let description: String

  /// A problem of a cause, in words.
  package init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description
  }
}
