import CampaignFiles
import Campaigns
import Dispatch
import Quantities
import SerialLink
import Soak
import Synchronization

/// Seeds lived one after another, on as many threads as wanted.
struct SoakRun {
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
    let progress = Progress()
  }

  /// Lives all of a range, or until it is told to stop.
  /// - Parameters:
  ///   - round: After how many seeds all threads wait for each other; `nil` for never.
  ///   - failed: How many failures there were before.
  ///   - reached: Hears of each such moment, and of the one before the first seed, when signals are
  ///     caught already: what was found until then, of all seeds before `next`.
  func live(
    _ range: NumberRange, round: UInt64? = nil, failed: Int = 0,
    reached: (SoakFindings) throws -> Void = { _ in }
  ) throws -> SoakFindings {
    let signals = try SignalPipe()
    let start = MonotonicClock.milliseconds()
    let busy = BusyTime.milliseconds()
    var report = SoakFindings(jobs: jobs)
    report.next = range.first
    let state = Mutex(
      State(signals: signals, next: range.first, told: start, report: report))
    try reached(report)
    var end = range.first
    while true {
      let left = range.last - end
      let last = round.map { end + min($0 - 1, left) } ?? range.last
      DispatchQueue.concurrentPerform(iterations: jobs) { _ in
        while !isOver(state, last: last, failed: failed, since: start) {
          liveNext(state, last: last)
          look(after: state, since: start)
        }
      }
      report = state.withLock { state in
        state.report.isStopped = state.isStopped
        state.report.next = state.next
        return state.report
      }
      report.milliseconds = MonotonicClock.milliseconds() - start
      report.busyMilliseconds = BusyTime.milliseconds() - busy
      end = report.next
      if end <= last || end > range.last { return report }
      try reached(report)
    }
  }

  private func isOver(
    _ state: borrowing Mutex<State>, last: UInt64, failed: Int, since start: UInt64
  ) -> Bool {
    if let limit, MonotonicClock.milliseconds() - start >= limit.rawValue { return true }
    return state.withLock { state in
      state.isStopped || state.next > last
        || state.report.failures.count + failed >= mostFailures
    }
  }

  /// Lives the next seed.
  private func liveNext(_ state: borrowing Mutex<State>, last: UInt64) {
    let seed: UInt64? = state.withLock { state in
      guard state.next <= last else { return nil }
      defer { state.next += 1 }
      return state.next
    }
    guard let seed else { return }
    let scope = scope(seed)
    let life = Soak.live(scope)
    let isSame = seed % Self.everySoOften != 0 || Soak.live(scope).hash == life.hash
    let failure = isSame ? life.failure : SoakFailure.notTheSame
    let found = failure.map { SoakFindings.Failure(scope, $0) }
    state.withLock { state in
      state.report.seeds += 1
      state.report.events += life.events
      state.report.strokes += life.strokes
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
      state.progress.tell("\(state.report.seeds) seeds, \(state.report.failures.count) failures")
      guard now - min(state.told, now) >= 60_000 else { return }
      state.told = now
      StandardStreams.error(
        "\(state.report.seeds) seeds, \(state.report.failures.count) failures,"
          + " \((now - start) / 1000) s\n")
    }
  }
}
