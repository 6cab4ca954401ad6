import Glibc

/// How long processor cores were busy with this process.
package enum BusyTime {
  /// All its threads together, in ms.
  package static func milliseconds() -> UInt64 {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    precondition(result == 0, "every Linux has CLOCK_PROCESS_CPUTIME_ID")
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }
}
