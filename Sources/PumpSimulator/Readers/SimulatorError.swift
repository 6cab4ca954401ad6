import Console
import PumpText

/// What keeps the simulator from doing what it was asked, in words for the person who asked.
struct SimulatorError: Error, CustomStringConvertible {
  /// How the process ends.
  typealias Cause = ProgramExitStatus

  let cause: Cause
  /// One line, whatever is in the words from outside that it quotes.
  let description: String

  init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description.shown
  }
}
