import PumpText

/// What keeps the simulator from doing what it was asked, in words for the person who asked.
struct SimulatorError: Error, CustomStringConvertible {
  /// How the process ends.
  typealias Cause = ProgramEnding

  let cause: Cause
  let description: String

  init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description
  }
}
