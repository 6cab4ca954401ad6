package import Console

/// A result that prints itself for people and for programs.
package protocol VerbResult {
  /// What came of it, which `--json` prints in the object.
  var outcome: VerbAnswer.Outcome { get }
  /// The other keys of the object that `--json` prints.
  var json: any Encodable { get }
  /// What a person reads.
  var words: String { get }
  /// What a person reads on paper of some width; ``words`` when nothing in it is drawn to it.
  func words(on paper: Paper) -> String
}

extension VerbResult {
  /// The object that `--json` prints.
  package var answer: VerbAnswer { VerbAnswer(outcome, json) }

  /// ``words``, which are the same on any paper.
  package func words(on paper: Paper) -> String { words }
}
