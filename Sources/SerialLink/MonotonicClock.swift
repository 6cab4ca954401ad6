import Glibc

/// Time since some fixed moment, never set back, not counting suspension (CLOCK_MONOTONIC).
package enum MonotonicClock {
  /// Now, in nanoseconds.
  package static func nanoseconds() -> UInt64 {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(result == 0, "every Linux has CLOCK_MONOTONIC")
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Now, in whole milliseconds.
  package static func milliseconds() -> UInt64 { nanoseconds() / 1_000_000 }
}
