public import Testing

/// A trait of suites and tests that does something around each case of a test.
public protocol CaseTrait: SuiteTrait, TestTrait, TestScoping {}

extension CaseTrait {
  /// A suite hands it down to its tests.
  public var isRecursive: Bool { true }

  /// Each case of a test with arguments has it for itself; a suite as such has not.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil ? nil : self
  }
}
