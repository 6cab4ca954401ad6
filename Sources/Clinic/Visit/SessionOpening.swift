package import ProgrammerSession
import Quantities
import Telemetry

/// The way to an open session whose number no earlier order was given under.
///
/// A pump whose memory was set back can come upon a number it gave before. Orders are told apart by
/// it, so that none is given under one that the archive has orders of: another session is opened,
/// a few times. Do what ``step`` says and hand in what came of it, until it is over.
package struct SessionOpening {
  /// What is to be done now.
  package enum Step: Equatable {
    /// Open a session, and hand in how that ended.
    case open
    /// Look into the archive for orders under this number, and hand in whether there are any.
    case lookUp(session: UInt32)
    /// Nothing: the session of the last opening is the one, or there is none.
    case over(Outcome)
  }

  /// How often another session is opened at most.
  private static let tries = 3

  /// What is to be done now.
  package private(set) var step = Step.open
  private var triesLeft = Self.tries
  /// How the last opening ended.
  private var last = Outcome.failed(.notOpen)

  /// An opening of which nothing was sent yet.
  package init() {}

  /// An opening ended.
  package mutating func heard(_ outcome: Outcome) {
    guard step == .open else { return }
    last = outcome
    if triesLeft > 0, case .reply(.sessionOpened(let opened)) = outcome {
      step = .lookUp(session: opened.session)
    } else {
      step = .over(outcome)
    }
  }

  /// The archive was looked into.
  package mutating func found(isKnown: Bool) {
    guard case .lookUp = step else { return }
    triesLeft -= 1
    step = isKnown ? .open : .over(last)
  }
}
