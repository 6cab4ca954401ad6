public import Testing

/// Tests that wait for programs, ports or clocks have threads of their own to do it on, so that
/// those that compute have the processors meanwhile.
///
/// It stands before `.limited`: the time until it is a test's turn does not count.
public struct WaitingTrait: CaseTrait {
  /// Whether this is one of the threads.
  public static var isOnItsThread: Bool { WaitingThreads.isCurrent }

  /// Runs the test on a thread that may be blocked.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let threads = WaitingThreads.shared
    try await withTaskExecutorPreference(threads) {
      try await threads.turns.pass { try await function() }
    }
  }
}

extension Trait where Self == WaitingTrait {
  /// For tests that wait for what is outside the process.
  public static var waiting: Self { WaitingTrait() }
}
