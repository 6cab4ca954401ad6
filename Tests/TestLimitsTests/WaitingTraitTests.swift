import TestLimits
import Testing

/// Tests that wait run where nobody else has to.
@Suite(.waiting, .limited)
struct WaitingTraitTests {
  private var isOnThreadOfItsOwn: Bool { WaitingTrait.isOnItsThread }

  @Test func `a test that waits has a thread that may be blocked`() {
    #expect(isOnThreadOfItsOwn)
  }

  @Test(arguments: 1...2)
  func `so has each of its cases, also after it was suspended`(number: Int) async {
    #expect(isOnThreadOfItsOwn)
    await Task.yield()
    #expect(isOnThreadOfItsOwn)
  }

  @Test func `what it starts beside it has one, too`() async {
    async let other = isOnThreadOfItsOwn
    #expect(await other)
  }
}

/// All other tests leave those threads to them.
@Suite(.limited)
struct ComputingTestsTests {
  @Test func `a test that does not wait runs where Swift runs all tasks`() {
    #expect(!WaitingTrait.isOnItsThread)
  }
}
