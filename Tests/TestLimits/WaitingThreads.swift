import Foundation
import Synchronization

/// The threads of the tests that wait for what is outside the process: programs, ports, clocks.
///
/// Swift runs tasks on as many threads as there are processors, and a test that blocks one of them
/// keeps it from all other tests. These may be blocked: there is one for each test that runs, so
/// that none that was suspended has to wait for another's end, with its time running.
final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 4)

  /// So many tests wait at once: each has processes to itself, and ports, and watches on files.
  let turns: Gate
  private let jobs = Mutex<[UnownedJob]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  private init(count: Int) {
    turns = Gate(count)
    for _ in 0..<count {
      Thread.detachNewThread { [self] in
        // Not the thread's name: a thread that was detached may run before it can be named.
        Thread.current.threadDictionary[Self.mark] = true
        while true { runNext() }
      }
    }
  }

  private static let mark = "waiting test"

  /// Whether the running thread is one of them.
  static var isCurrent: Bool { Thread.current.threadDictionary[mark] != nil }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrivals.signal()
  }

  private func runNext() {
    arrivals.wait()
    let job = jobs.withLock { $0.removeFirst() }
    unsafe job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
