package import ProgrammerSession
package import Quantities
package import Telemetry

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
    case over(End)
  }

  /// How it ended that the pump did not acknowledge any call.
  package enum End: Equatable {
    /// Nobody knows whether the pump heard it; at last it refused.
    case unknown(Refusal?)
    /// The pump refused, and did not go to minimum rate.
    case refused(Refusal)
    /// Nobody heard it.
    case failed(SessionError)
    /// The answer was of the wrong kind.
    case wrongKind
  }

  /// How often it is called, whatever comes of it, before it is given up.
  private static let leastCalls = 3

  /// When no further call is made, once there were enough.
  package let end: LinkTime
  private var calls = 0
  /// Whether a call was sent that had no answer: it may have been heard.
  private var mayBeDone = false

  package init(end: LinkTime) {
    self.end = end
  }

  /// Takes note of how a call ended.
  package mutating func next(after outcome: Outcome, at now: LinkTime) -> Step {
    calls += 1
    switch outcome {
    case .reply(.acknowledged), .doneUnheard: return .done
    case .failed(.noAnswer(to: .emergencyRate, _)), .unknown:
      mayBeDone = true
      return calls < Self.leastCalls || now < end ? .again : .over(.unknown(nil))
    case .failed(let error):
      if case .noAnswer = error, calls < Self.leastCalls { return .again }
      return .over(mayBeDone ? .unknown(nil) : .failed(error))
    case .refused(let refusal): return .over(mayBeDone ? .unknown(refusal) : .refused(refusal))
    case .reply, .notDone: return .over(mayBeDone ? .unknown(nil) : .wrongKind)
    }
  }
}
