package import ProgrammerSession
import PumpText
package import Quantities
import Telemetry

/// What is known of the emergency while it is called for.
///
/// A session waits out a busy pump and takes a new offer when another programmer displaced its own,
/// each a few times (session.md, "The programmer"). What it then gives up is called for again here:
/// a call whose answers were lost, for whoever answers an opening is there and a call does no harm
/// twice; and an opening that nobody answered, a little, for the line may be bad. Nobody is waited
/// for beyond that, since in contact a pump answers at once whatever others did.
package struct EmergencyCourse {
  /// What is to be done now.
  package enum Step {
    /// Nothing: the pump has acknowledged it.
    case done
    /// Call again.
    case again
    /// Nothing any more; this is how it ended.
    case over(ProgrammerError)
  }

  /// How often it is called, whatever comes of it, before it is given up.
  private static let leastCalls = 3

  package let port: String
  /// When no further call is made, once there were enough.
  package let end: LinkTime
  private var calls = 0
  /// Whether a call was sent that had no answer: it may have been heard.
  private var mayBeDone = false

  package init(port: String, end: LinkTime) {
    self.port = port
    self.end = end
  }

  /// Takes note of how a call ended.
  package mutating func next(after outcome: Outcome, at now: LinkTime) -> Step {
    calls += 1
    switch outcome {
    case .reply(.acknowledged), .doneUnheard: return .done
    case .failed(.noAnswer(to: .emergencyRate, _)), .unknown:
      mayBeDone = true
      return calls < Self.leastCalls || now < end ? .again : .over(Self.unknown(because: nil))
    case .failed(let error):
      if case .noAnswer = error, calls < Self.leastCalls { return .again }
      return over(OutcomeWords.error(error, port: port))
    case .refused(let refusal): return over(Self.error(refusal))
    case .reply, .notDone:
      return over(
        ProgrammerError(
          .protocolViolation,
          "\(port): the answer was of the wrong kind, so nothing it says is believed. Lay the "
            + "head right over the pump and call again; it does no harm to call twice"))
    }
  }

  /// An end that says that nothing was done, unless an earlier call may have been heard.
  private func over(_ error: ProgrammerError) -> Step {
    .over(mayBeDone ? Self.unknown(because: error.refusal?.sentence) : error)
  }

  /// Nobody knows whether the pump heard it.
  package static func unknown(because reason: String?) -> ProgrammerError {
    ProgrammerError(
      .unknown,
      "the pump's answer was lost\(reason.map { " (\($0))" } ?? ""), so nobody knows whether it "
        + "went to minimum rate. Hold the head still, right over the pump, and call again: it does "
        + "no harm to call twice")
  }

  private static func error(_ refusal: Refusal) -> ProgrammerError {
    guard refusal.code == .tooManyAttempts || refusal.code == .busy else {
      return OutcomeWords.error(refusal)
    }
    let who =
      refusal.code == .busy
      ? "it may be that its memory fails"
      : "no pump says so to a head in contact, so somebody else may answer in its place"
    return ProgrammerError(
      .refused,
      "the pump refused: \(refusal.sentence). It did not go to minimum rate, and the therapy goes "
        + "on; \(who). Leave the head where it is and call again at once",
      refusal: RefusalReport(refusal))
  }
}
