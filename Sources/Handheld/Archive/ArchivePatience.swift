import SerialLink
import Synchronization

/// How long a visit waits for an archive that another program keeps busy.
///
/// A visit writes dozens of rows. Each would wait as long as the first, so once one has waited in
/// vain the others do not wait at all, until one gets through; only an order and its outcome do.
final class ArchivePatience: Sendable {
  /// Of what is written.
  enum Weight: Sendable {
    /// An order before it is sent, or what became of it.
    case order
    /// All else, which a visit can go on without.
    case other
  }

  /// How long an order or its outcome waits, and the opening of the archive, in ms.
  static let forOrders: UInt64 = 5_000
  /// How long anything else waits, in ms.
  static let forOthers: UInt64 = 3_000
  /// After which time a word is said, in ms.
  private static let silence: UInt64 = 2_000
  /// Between two tries, in ms.
  private static let pause = 20

  private struct State {
    var weight = Weight.order
    var began: UInt64 = 0
    var hasGivenUp = false
    var isSaid = false
  }

  private let path: String
  /// It is asked from within the database, which need not run in the task that opened it.
  private let tell = Notices.sink.take
  private let state = Mutex(State())

  init(_ path: String) { self.path = path }

  /// Something of a weight is about to be written.
  func begin(_ weight: Weight) { state.withLock { $0.weight = weight } }

  /// It was written.
  func succeeded() { state.withLock { $0.hasGivenUp = false } }

  /// Whether what is written goes on waiting, and whether it is to be said now that it waits.
  /// `tries` counts from zero for each thing that is written; `now` is in ms.
  func step(_ tries: Int, at now: UInt64) -> (goesOn: Bool, isToSay: Bool) {
    state.withLock { state in
      if tries == 0 { state.began = now }
      let waited = now - state.began
      let isToSay = waited >= Self.silence && !state.isSaid
      state.isSaid = state.isSaid || isToSay
      switch state.weight {
      case .order: return (waited < Self.forOrders, isToSay)
      case .other:
        state.hasGivenUp = state.hasGivenUp || waited >= Self.forOthers
        return (!state.hasGivenUp, isToSay)
      }
    }
  }

  /// Waits a little for the other program; false when that was long enough.
  func waits(_ tries: Int) -> Bool {
    let (goesOn, isToSay) = step(tries, at: MonotonicClock.milliseconds())
    if isToSay {
      tell("\(path): another program keeps the archive busy; it is waited for a few seconds")
    }
    guard goesOn else { return false }
    var nothing = PollSet(capacity: 1)
    return (try? nothing.wait(timeoutMilliseconds: Self.pause)) != nil
  }
}
