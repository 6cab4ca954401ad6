import Console

/// What keeps the simulator from doing what it was asked, in words for the person who asked.
struct SimulatorError: Error, CustomStringConvertible {
  /// How the process ends.
  enum Cause: Int32 {
    /// The pump said no.
    case refused = 1
    /// A file holds what it should not.
    case data = 65
    /// No pump there.
    case unavailable = 69
    /// The system refused a read or a write.
    case io = 74
    /// The parts do not belong together, or something is set up wrongly.
    case configuration = 78
  }

  let cause: Cause
  /// One line, whatever is in the words from outside that it quotes.
  let description: String

  init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description.shown
  }
}
