public import Testing

/// A trait that gives each test a pump of its own: ``Pump/current``.
public struct PumpTrait: EachCaseTrait {
  /// Which pump.
  public let profile: PumpProfile
  /// What its keys, its noise and the luck of its line are drawn from.
  public let seed: UInt64

  /// Runs a test with its pump, and adds to each of its failures how to have it again.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let pump = try Pump(profile, seed: seed)
    try await Pump.$running.withValue(pump) {
      try await Replay.noting(
        { "again: \(pump.replay), \(pump.truth.testDescription)" }, for: test, testCase, function)
    }
  }
}

extension Trait where Self == PumpTrait {
  /// Gives each test a pump of its own, of a profile and a seed: ``Pump/current``.
  ///
  /// Tests run beside each other. A failure says the seed, and what was true of the pump.
  public static func pump(_ profile: PumpProfile = .adult40ml, seed: UInt64 = 1) -> Self {
    PumpTrait(profile: profile, seed: seed)
  }
}
