import Dispatch
import Quantities
import SerialLink
import Soak
import Synchronization

/// Seeds lived one after another, on as many threads as wanted.
struct SoakRun {
  let seeds: SeedRange
  let shard: Shard
  let jobs: Int
  let limit: Milliseconds?
  let mostFailures: Int
  /// What is done with a seed.
  let scope: @Sendable (UInt64) -> LifeScope

  /// One life in so many is lived twice: it must have the same fingerprint.
  private static let everySoOften: UInt64 = 50

  private struct State: ~Copyable {
    let signals: SignalPipe
    var next: UInt64
    /// When it was last said how far it is.
    var told: UInt64
    var isStopped = false
    var report: SoakFindings
  }

  /// Lives all of them, or until it is told to stop.
  func live() throws -> SoakFindings {
    let signals = try SignalPipe()
    let start = MonotonicClock.milliseconds()
    let first = seeds.first + shard.part - 1
    let state = Mutex(
      State(signals: signals, next: first, told: start, report: SoakFindings(jobs: jobs)))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while !isOver(state, since: start) {
        liveNext(state)
        look(after: state, since: start)
      }
    }
    var report = state.withLock { $0.report }
    report.isStopped = state.withLock { $0.isStopped }
    report.milliseconds = MonotonicClock.milliseconds() - start
    return report
  }

  private func isOver(_ state: borrowing Mutex<State>, since start: UInt64) -> Bool {
    if let limit, MonotonicClock.milliseconds() - start >= limit.rawValue { return true }
    return state.withLock { state in
      state.isStopped || state.next > seeds.last || state.report.failures.count >= mostFailures
    }
  }

  /// Lives the next seed.
  private func liveNext(_ state: borrowing Mutex<State>) {
    let seed = state.withLock { state in
      defer { state.next += shard.parts }
      return state.next
    }
    if seed > seeds.last { return }
    let scope = scope(seed)
    let life = Soak.live(scope)
    let isSame = seed % Self.everySoOften != 0 || Soak.live(scope).hash == life.hash
    let failure = isSame ? life.failure : SoakFailure.notTheSame
    let found = failure.map { SoakFindings.Failure(scope, $0) }
    state.withLock { state in
      state.report.seeds += 1
      state.report.events += life.events
      state.report.therapy += life.therapy.rawValue
      if let found {
        state.report.failures.append(found)
        StandardStreams.error(found.text)
      }
    }
  }

  /// Hears whether it is to stop, and says once a minute how far it is.
  private func look(after state: borrowing Mutex<State>, since start: UInt64) {
    let now = MonotonicClock.milliseconds()
    state.withLock { state in
      if (try? state.signals.next()) != nil { state.isStopped = true }
      guard now - min(state.told, now) >= 60_000 else { return }
      state.told = now
      StandardStreams.error(
        "\(state.report.seeds) seeds, \(state.report.failures.count) failures,"
          + " \((now - start) / 1000) s\n")
    }
  }
}
