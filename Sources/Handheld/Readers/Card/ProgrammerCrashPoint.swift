import Console
import Glibc
package import PumpText
import Synchronization

/// A place in the course of an order or a change of key where a programmer can be made to die, to
/// show that the next one finds its way from there.
///
/// Spec: archive.md, "Where a programmer can be made to die".
package enum ProgrammerCrashPoint: String, CaseIterable {
  /// A session is open, and its orders of earlier visits are settled.
  case afterOpening = "after-opening"
  /// An order is about to be stored.
  case beforeIntent = "before-intent"
  /// An order is stored, and not sent.
  case afterIntent = "after-intent"
  /// An order was handed to the port.
  case afterSend = "after-send"
  /// The outcome of an order is known to the programmer, and to nothing else.
  case beforeOutcome = "before-outcome"
  /// The outcome of an order is stored, and was not said.
  case afterOutcome = "after-outcome"
  /// A new card is about to be written.
  case beforeCard = "before-card"
  /// A new card is written beside the old one, which still counts.
  case besideCard = "beside-card"
  /// A new card has taken the place of the old one.
  case afterCard = "after-card"

  /// Where to die: at a point, at the Nth time it is reached.
  package struct Armed: Equatable {
    let point: ProgrammerCrashPoint
    package var times = 1

    /// As it is typed: `POINT` or `POINT:N`.
    package init(_ text: String) throws(QuantityError) {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let point = ProgrammerCrashPoint(rawValue: String(parts[0])) else {
        throw QuantityError(
          "there is no point “\(parts[0].shown)” to crash at, only "
            + "\(ProgrammerCrashPoint.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      self.point = point
      guard parts.count == 2 else { return }
      guard let times = Int(parts[1]), times > 0 else {
        throw QuantityError("“\(parts[1].shown)” is no count of times, 1 or more")
      }
      self.times = times
    }
  }

  private static let armed = Mutex<Armed?>(nil)

  /// Makes this process die where `armed` says; `nil` lets it live.
  static func arm(_ armed: Armed?) { Self.armed.withLock { $0 = armed } }

  /// Ends the process at once, if it is to die here: as a power failure would, with nothing said,
  /// stored or closed.
  static func reach(_ point: ProgrammerCrashPoint) {
    armed.withLock { armed in
      guard armed?.point == point else { return }
      armed?.times -= 1
      if armed?.times == 0 { kill(getpid(), SIGKILL) }
    }
  }
}
