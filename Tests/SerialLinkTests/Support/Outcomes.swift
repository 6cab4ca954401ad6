import Glibc
import SerialLink

/// The error of something that must fail.
func failure<Value: ~Copyable>(
  _ body: () throws(SerialError) -> Value
) -> SerialError? {
  do throws(SerialError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// Repeats what is busy until it no longer is.
///
/// What a test has closed can live on for a moment, in the copy that a process which another test
/// is just starting has of everything, until that process begins its own program.
func eventually<Value: ~Copyable>(
  _ body: () throws(SerialError) -> Value
) throws(SerialError) -> Value {
  let deadline = MonotonicClock.milliseconds() + UInt64(patienceMilliseconds)
  while true {
    do throws(SerialError) {
      return try body()
    } catch {
      guard error.kind == .busy, MonotonicClock.milliseconds() < deadline else { throw error }
      sched_yield()
    }
  }
}
