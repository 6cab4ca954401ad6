package import ProgrammerSession
package import Quantities
import Telemetry

/// How long an order is given anew to a pump that is busy. What it refuses for that it has not
/// done, so that the order is another one each time, with a name of its own.
package struct OrderPatience {
  /// How an order is given once more, after a pause.
  package enum Again: Equatable {
    /// For the first time: a person is told what he waits for.
    case first
    /// As before.
    case more
  }

  private let end: LinkTime
  private var isTold = false

  /// Patience that begins when the order was first answered.
  package init(from now: LinkTime, _ timings: SessionTimings) {
    end = now.after(timings.patience)
  }

  /// Whether and how the order is given once more after it ended so; `nil` when it is over.
  package mutating func next(after outcome: Outcome, at now: LinkTime) -> Again? {
    guard case .refused(let refusal) = outcome, refusal.code == .busy, now < end else {
      return nil
    }
    defer { isTold = true }
    return isTold ? .more : .first
  }
}
