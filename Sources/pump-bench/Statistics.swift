import SerialLink

/// Times of the same thing, in ns, from the shortest to the longest.
struct Durations {
  private let sorted: [UInt64]

  /// At least one time.
  init(nanoseconds: [UInt64]) {
    precondition(!nanoseconds.isEmpty, "no time was measured")
    sorted = nanoseconds.sorted()
  }

  var count: Int { sorted.count }
  var least: UInt64 { sorted[0] }
  var median: UInt64 { percentile(50) }

  /// The time that so many in a hundred do not exceed.
  func percentile(_ share: Int) -> UInt64 {
    sorted[min(sorted.count - 1, (sorted.count * share + 99) / 100 - 1)]
  }
}

/// The time `body` takes, in ns.
func nanoseconds<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) -> UInt64 {
  let start = MonotonicClock.nanoseconds()
  try body()
  return MonotonicClock.nanoseconds() - start
}
