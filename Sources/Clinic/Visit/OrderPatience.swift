package import ProgrammerSession
package import Quantities
import Telemetry

/// How long an order is given anew to a pump that is busy. What it refuses for that it has not
/// done, so that the order is another one each time, with a name of its own.
package struct OrderPatience {
  private let end: LinkTime

  /// Patience that begins when the order was first answered.
  package init(from now: LinkTime, _ timings: SessionTimings) {
    end = now.after(timings.patience)
  }

  /// Whether the order is given once more after it ended so.
  package func givesAnew(after outcome: Outcome, at now: LinkTime) -> Bool {
    guard case .refused(let refusal) = outcome, refusal.code == .busy else { return false }
    return now < end
  }
}
