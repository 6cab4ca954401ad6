public import Testing

/// A trait that gives each case of a test something for itself; a suite hands it down to its tests
/// and has none as such.
public protocol EachCaseTrait: TestTrait, SuiteTrait, TestScoping {}

extension EachCaseTrait {
  /// A suite hands it down to its tests.
  public var isRecursive: Bool { true }

  /// Each case of a test has its own; a suite as such has none.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil ? nil : self
  }
}
