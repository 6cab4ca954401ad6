public import PumpLinkTesting
public import Testing

/// A trait that gives each test a pump in a process of its own: ``PumpProcess/current``.
public struct PumpProcessTrait: EachCaseTrait {
  /// The name of a profile, or the path of its file.
  public let profile: String
  /// What the pump's keys and noise are drawn from.
  public let seed: UInt64

  /// Runs a test with its pump, and ends the pump after it.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let pump = try PumpProcess(profile: profile, seed: seed)
    try await PumpProcess.$running.withValue(pump) {
      try await Replay.noting({ pump.note }, for: test, testCase, function)
    }
  }
}

extension PumpProcess {
  /// How to have the pump again, and what is true of it.
  fileprivate var note: String {
    "again: \(replay)" + ((try? truth).map { ", \($0.testDescription)" } ?? "")
  }
}

extension Trait where Self == PumpProcessTrait {
  /// Gives each test a pump in a process of its own, on a pty: ``PumpProcess/current``. A failure
  /// says the seed.
  public static func pumpProcess(profile: String = "adult-40ml", seed: UInt64 = 1) -> Self {
    PumpProcessTrait(profile: profile, seed: seed)
  }
}
