import TestLimits
import Testing

/// What counts as a test that hangs.
@Suite(.limited)
struct TestRunsTests {
  @Test func aTestIsOverdueAfterItsLimitAndNotBefore() {
    var running = TestRuns()
    _ = running.begin("slow", limit: 3)
    #expect((1...3).allSatisfy { _ in running.tick().isEmpty })
    #expect(running.tick().map(\.name) == ["slow"])
  }

  @Test func whatHasEndedIsNeverOverdue() {
    var running = TestRuns()
    let quick = running.begin("quick", limit: 1)
    running.end(quick)
    #expect((1...5).allSatisfy { _ in running.tick().isEmpty })
  }

  @Test func eachRunHasItsOwnTicksAndTheOldestIsNamedFirst() {
    var running = TestRuns()
    _ = running.begin("first", limit: 2)
    #expect(running.tick().isEmpty)
    let other = running.begin("second", limit: 1)
    #expect(running.tick().isEmpty)
    #expect(running.tick().map(\.name) == ["first", "second"])
    running.end(other)
    #expect(running.tick().map(\.name) == ["first"])
  }

  @Test func aCaseWithArgumentsOfTheSameNameIsARunOfItsOwn() {
    var running = TestRuns()
    let one = running.begin("case", limit: 1)
    let two = running.begin("case", limit: 1)
    #expect(one != two)
    running.end(one)
    #expect(running.tick().isEmpty)
    #expect(running.tick().count == 1)
  }
}
