import CommandEntry
import FoundationEssentials
import Scenario
package import SerialLink

/// A script that grows by what is done: each verb that is run with `--record FILE` is its next
/// step.
package struct ScriptRecording: Sendable {
  /// The script's file.
  package let path: String
  private let words: [String]

  /// The recording that a command line asks for, and the words without it; `nil` when it asks for
  /// none.
  package static func taken(from words: inout [String]) -> ScriptRecording? {
    guard let path = OptionOfAllVerbs.taken("--record", from: &words) else { return nil }
    return ScriptRecording(path: path, words: words)
  }

  /// Appends the verb with what it printed for programs. Throws when it cannot be written.
  package func add(_ output: String, of verbs: ProgramVerbs) throws(NamedFile.Failure) {
    let known = (try? Data(contentsOf: URL(fileURLWithPath: path)))?.isEmpty ?? true
    let head = known ? "steps:\n" : ""
    let step = RecordedStep(words, asking: verbs.question(of: words), output: output).text
    try NamedFile(path).openToAppend(patience: 10_000).write(Array((head + step).utf8))
  }
}
