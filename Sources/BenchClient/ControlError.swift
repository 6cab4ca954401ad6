import Console
package import PumpText

/// What keeps a bench from having done what it asked, in words for the person who asked.
package struct ControlError: Error, CustomStringConvertible {
  /// What is true of all that was asked for.
  package let cause: ProgramExitStatus
  /// One line, whatever is in the words from outside that it quotes.
  package let description: String

  /// An error of a cause, in words.
  package init(_ cause: ProgramExitStatus, _ description: String) {
    self.cause = cause
    self.description = description.shown
  }
}
