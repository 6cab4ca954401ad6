package import Clinic
import ClinicText
import PumpText
import SerialLink

/// Asks a person before something changes. What was typed before a question is no answer to it.
package enum Question {
  /// Shows what would change on stderr, and returns only if the person agrees, or did beforehand.
  package static func confirm(_ preview: String, question: String, yes: Yes?) throws -> Yes {
    if let yes {
      StandardStreams.error(preview)
      return yes
    }
    Terminal.show(preview)
    try ask(question)
    return Yes(by: "person at the terminal")
  }

  /// Asks for a yes or a no, and returns only after a yes.
  private static func ask(_ question: String) throws {
    let answer = try line("\(question) [y/N] ").lowercased()
    guard answer == "y" || answer == "yes" else {
      throw refusal(answer.isEmpty ? "an empty line is no consent: " : "")
    }
  }

  /// Asks for something to be typed, such as a total that was shown; gives the line without blanks
  /// at its ends. An empty line is refused.
  static func askForText(_ prompt: String) throws -> String {
    let text = try typed(prompt)
    guard !text.isEmpty else { throw refusal("an empty line is no consent: ") }
    return text
  }

  /// What is typed, with one blank between its words; empty for an empty line.
  private static func typed(_ prompt: String) throws -> String {
    try line(prompt).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  /// Asks which of several things is meant; an empty line is none.
  static func choose(_ prompt: String) throws -> String {
    let text = try typed(prompt)
    guard !text.isEmpty else {
      throw ProgrammerError(.usage, "none was chosen. Nothing was sent")
    }
    return text
  }

  /// A line that was typed after the question; whatever comes instead is a no.
  private static func line(_ question: String) throws -> String {
    guard StandardStreams.canAsk else {
      throw ProgrammerError(
        .usage,
        "this changes the pump, and there is no terminal to ask at. Nothing was changed; "
          + "add \(.answerYes) if it is meant")
    }
    let answer = try Terminal.ask(question)
    if case .line(let line) = answer { return line }
    // The cursor still stands behind the question.
    StandardStreams.error("\n")
    switch answer {
    case .line: throw refusal("")
    case .end: throw refusal("the input ended at the question: ")
    case .signal(.interrupt): throw refusal("interrupted at the question: ")
    case .signal(.terminate): throw refusal("told to end at the question: ")
    case .signal(.hangUp), .closed: throw refusal("the terminal was closed at the question: ")
    case .restless: throw refusal("the keys were never still enough for an answer: ")
    }
  }

  private static func refusal(_ why: String) -> ProgrammerError {
    ProgrammerError(.refused, "\(why)not confirmed. Nothing was changed")
  }
}
