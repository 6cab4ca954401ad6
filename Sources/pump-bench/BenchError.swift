/// Why a figure could not be measured, or a file not be used.
struct BenchError: Error, CustomStringConvertible {
  /// What kind of reason; its number is the exit code.
  enum Cause: Int32 {
    case data = 65
    case missing = 69
    case wrong = 70
    case io = 74
    case stopped = 130
  }

  let cause: Cause
  let message: String

  init(_ cause: Cause, _ message: String) {
    self.cause = cause
    self.message = message
  }

  var description: String { message }
}
