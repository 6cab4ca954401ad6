import Synchronization
import Testing

@testable import TestLimits

/// A gate lets so many in at once, and everybody in the end.
@Suite(.limited)
struct GateTests {
  private struct Refused: Error {}

  private final class Inside: Sendable {
    private let counts = Mutex((now: 0, most: 0, all: 0))
    var most: Int { counts.withLock { $0.most } }
    var all: Int { counts.withLock { $0.all } }

    func stay() async {
      counts.withLock {
        $0.now += 1
        $0.all += 1
        $0.most = max($0.most, $0.now)
      }
      for _ in 0..<20 { await Task.yield() }
      counts.withLock { $0.now -= 1 }
    }
  }

  @Test(arguments: [1, 2, 5])
  func `so many at once, and all of them`(count: Int) async throws {
    let gate = Gate(count)
    let inside = Inside()
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { try await gate.pass { await inside.stay() } } }
      try await group.waitForAll()
    }
    #expect(inside.most <= count && inside.all == 20)
  }

  @Test func `who fails inside leaves the place to the next`() async throws {
    let gate = Gate(1)
    await #expect(throws: Refused.self) { try await gate.pass { throw Refused() } }
    #expect(try await gate.pass { 7 } == 7)
  }
}
