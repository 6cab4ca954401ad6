import Quantities

/// What became of a client before its judge.
package struct Verdict: Equatable, Sendable {
  /// An expectation that was not met.
  package struct Finding: Equatable, Sendable {
    /// The expectation.
    package var rule: Expectation.Rule
    /// What the client did, in a sentence without its full stop.
    package var words: String
  }

  /// What was not met, the gravest first; none of a client that passed.
  package var findings: [Finding]
  /// What was seen, a line each.
  package var evidence: [String]

  /// Whether all was as it must be.
  package var isPassed: Bool { findings.isEmpty }

  /// Why, in one sentence.
  package var reason: String {
    findings.isEmpty
      ? "all was as it must be." : findings.map { $0.words }.joined(separator: "; ") + "."
  }

  /// Judges a client by all that is expected of it; what is expected first is the gravest.
  package init(_ evidence: Evidence, by expectations: [Expectation]) {
    findings = expectations.compactMap { expectation in
      expectation.fault(in: evidence).map { Finding(rule: expectation.rule, words: $0) }
    }
    self.evidence = evidence.lines
  }
}
