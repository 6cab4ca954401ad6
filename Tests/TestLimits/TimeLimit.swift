public import Testing

/// A limit on the time of every test in a suite: one that hangs ends the run, and says its name.
///
/// Swift Testing's own `.timeLimit` cancels a task, and a loop without end or a read that nobody
/// answers does not notice. This one has a thread of its own, and ends the process.
public struct TimeLimit: CaseTrait {
  /// Seconds in which the process ran while the test had not ended.
  public let seconds: UInt32

  /// Runs the test under the watchdog's eyes.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let place = test.sourceLocation
    let number = Watchdog.shared.begin(
      "\(test.name) (\(place.fileID):\(place.line))", limit: seconds)
    defer { Watchdog.shared.end(number) }
    try await function()
  }
}

extension Trait where Self == TimeLimit {
  /// Twenty minutes: far more than the longest test takes on a loaded machine, for a test may also
  /// wait for all others to leave it a processor.
  public static var limited: Self { TimeLimit(seconds: 1200) }
}
