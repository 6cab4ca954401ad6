import Console
package import PumpText
import Quantities
package import Telemetry

/// What kept a verb from being done, in words for the person at the programmer.
package struct ProgrammerError: Error {
  /// How the process ends.
  package let exitStatus: ProgramExitStatus
  /// What happened, what it means for the therapy, and what to do.
  package let problem: FaceText
  /// The way out for whoever goes no further; `nil` when ``problem`` says all.
  package let advice: FaceText?
  /// The refusal, when the pump gave one.
  package let refusal: Refusal?

  package init(
    _ exitStatus: ProgramExitStatus, _ problem: FaceText, advice: FaceText? = nil,
    refusal: Refusal? = nil
  ) {
    self.exitStatus = exitStatus
    self.problem = problem
    self.advice = advice
    self.refusal = refusal
  }

  /// One of plain words.
  package static func plain(_ exitStatus: ProgramExitStatus, _ words: String) -> ProgrammerError {
    ProgrammerError(exitStatus, FaceText(words))
  }

  /// All of the words, before a face says the steps in them.
  package var text: FaceText { advice.map { "\(problem). \($0)" } ?? problem }

  /// All of the words: on one line, whatever is in the words from outside that they quote.
  package func message(_ face: Face) -> String { text.text(face).shown }
}
