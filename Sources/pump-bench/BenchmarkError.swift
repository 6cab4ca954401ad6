import PumpText
import SerialLink

/// Why a figure could not be measured, or a file not be used.
struct BenchmarkError: Error, CustomStringConvertible {
  /// What kind of reason.
  enum Cause {
    case data
    case missing
    case wrong
    case io
    case stopped

    /// The exit code that belongs to it.
    var exitCode: Int32 {
      switch self {
      case .data: ProgramExitStatus.data.rawValue
      case .missing: ProgramExitStatus.unavailable.rawValue
      case .wrong: ProgramExitStatus.bug.rawValue
      case .io: ProgramExitStatus.io.rawValue
      case .stopped: SignalPipe.Signal.interrupt.exitCode
      }
    }
  }

  let cause: Cause
  let message: String

  init(_ cause: Cause, _ message: String) {
    self.cause = cause
    self.message = message
  }

  var description: String { message }
}
