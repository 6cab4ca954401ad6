import Foundation
import Synchronization

/// The thread that looks once a second at what runs.
final class Watchdog: Sendable {
  static let shared = Watchdog()

  private let running = Mutex(TestRuns())

  private init() {
    Thread.detachNewThread { [unowned self] in
      while true {
        Thread.sleep(forTimeInterval: 1)
        let overdue = running.withLock { $0.tick() }
        if !overdue.isEmpty { end(overdue) }
      }
    }
  }

  func begin(_ name: String, limit: UInt32) -> UInt64 {
    running.withLock { $0.begin(name, limit: limit) }
  }

  func end(_ number: UInt64) { running.withLock { $0.end(number) } }

  private func end(_ overdue: [TestRuns.Run]) -> Never {
    for run in overdue {
      let line = "error: test hangs: \(run.name) has not ended after \(run.limit) s\n"
      FileHandle.standardError.write(Data(line.utf8))
    }
    // Not `abort`: the trace of this thread would bury the name.
    _exit(EXIT_FAILURE)
  }
}
