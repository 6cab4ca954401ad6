import Console
package import PumpText

/// What kept a verb from being done, in words for the person at the programmer.
package struct ProgrammerError: Error {
  /// How the process ends.
  package typealias Ending = ProgramEnding

  package let ending: Ending
  /// What happened, what it means for the therapy, what to do: on one line, whatever is in the
  /// words from outside that it quotes.
  package let message: String
  /// The refusal, when the pump gave one.
  var refusal: RefusalReport?

  package init(_ ending: Ending, _ message: String, refusal: RefusalReport? = nil) {
    self.ending = ending
    self.message = message.shown
    self.refusal = refusal
  }
}
