import Console
import PumpText

/// What kept a verb from being done, in words for the person at the programmer.
struct ProgrammerError: Error {
  /// How the process ends.
  typealias Ending = ProgramEnding

  let ending: Ending
  /// What happened, what it means for the therapy, what to do: on one line, whatever is in the
  /// words from outside that it quotes.
  let message: String
  /// The refusal, when the pump gave one.
  var refusal: RefusalReport?

  init(_ ending: Ending, _ message: String, refusal: RefusalReport? = nil) {
    self.ending = ending
    self.message = message.shown
    self.refusal = refusal
  }
}
