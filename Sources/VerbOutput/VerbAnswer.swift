/// What a verb ends with, in JSON: the keys of what it has to tell, and `outcome` beside them.
///
/// Whoever prints a result prints it as one of these, so that no verb is without an `outcome`. What
/// kept a verb from being done is no answer and has an `outcome` of its own.
package struct VerbAnswer: Encodable {
  /// What came of it.
  package enum Outcome: String, CaseIterable, Encodable, Sendable {
    /// What was asked for was done: an order, a file, a tone.
    case done
    /// What was asked for was read, and nothing was to be changed.
    case read
  }

  private let outcome: Outcome
  private let body: any Encodable

  /// An answer of the keys that `body` is encoded as, among which is no `outcome`.
  package init(_ outcome: Outcome, _ body: any Encodable) {
    self.outcome = outcome
    self.body = body
  }

  private enum Keys: String, CodingKey { case outcome }

  /// The keys of the body and `outcome`; throws what the body throws.
  package func encode(to encoder: any Encoder) throws {
    try body.encode(to: encoder)
    var keys = encoder.container(keyedBy: Keys.self)
    try keys.encode(outcome, forKey: .outcome)
  }
}
