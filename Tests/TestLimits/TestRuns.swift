/// The tests that run, and for how many ticks of a clock each has.
///
/// A value without a clock of its own: whoever owns it says when a tick has passed, so that a
/// process that was stopped does not find every test overdue when it goes on.
public struct TestRuns: Sendable {
  /// One run of a test, or of one case of it.
  public struct Run: Equatable, Sendable {
    /// What the test is called, and where it stands.
    public let name: String
    /// Ticks after which it counts as hanging.
    public let limit: UInt32
    /// Ticks since it began.
    public fileprivate(set) var ticks: UInt32 = 0
  }

  private var runs: [UInt64: Run] = [:]
  private var last: UInt64 = 0

  /// Nothing runs.
  public init() {}

  /// A test begins; the number is what `end` wants.
  public mutating func begin(_ name: String, limit: UInt32) -> UInt64 {
    last += 1
    runs[last] = Run(name: name, limit: limit)
    return last
  }

  /// The test with this number has ended, well or badly.
  public mutating func end(_ number: UInt64) { runs[number] = nil }

  /// A tick has passed. Every run that is beyond its limit now, the oldest first.
  public mutating func tick() -> [Run] {
    for number in runs.keys { runs[number]?.ticks += 1 }
    return runs.sorted { $0.key < $1.key }.map(\.value).filter { $0.ticks > $0.limit }
  }
}
