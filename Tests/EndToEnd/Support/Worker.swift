import Foundation
import Synchronization

/// A thread that a test waits for at its start and ends when it likes.
final class Worker: Sendable {
  private let goesOn = Mutex(true)
  private let isReady = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Starts a thread, and returns when it has called ``ready()``. The body returns soon after
  /// ``isOn`` has become false.
  init(_ body: @escaping @Sendable (Worker) throws -> Void) {
    Thread.detachNewThread {
      // Nobody is told when it fails: the test sees what becomes of the programs at both ends.
      try? body(self)
      self.isReady.signal()
      self.hasEnded.signal()
    }
    isReady.wait()
  }

  var isOn: Bool { goesOn.withLock { $0 } }

  func ready() { isReady.signal() }

  /// Ends the thread, and waits for it.
  func stop() {
    goesOn.withLock { $0 = false }
    hasEnded.wait()
    hasEnded.signal()
  }
}
