import Clinic
public import ProgrammerSession
import PumpText
public import Quantities
public import Telemetry
public import Testing

/// Why a handheld did not get to where it was to get. Nothing was changed, except where it says
/// that nobody knows.
public struct HandheldError: Error, Equatable, CustomStringConvertible, CustomTestStringConvertible
{
  /// What stood against it.
  public enum Reason: Equatable, Sendable {
    /// The pump refused.
    case refused(Refusal)
    /// The answer was lost, and the pump's status shows that nothing was done and will not be.
    case notDone
    /// The answer was lost, and nobody knows.
    case unknown
    /// No answer came, or the far side does not keep to the protocol.
    case session(SessionError)
    /// The pump at the line is not the card's, or speaks otherwise.
    case otherPump
    /// The pump read back, or said of itself, something that does not follow from what it was sent.
    case contradiction
    /// What is wanted cannot be made of this pump.
    case impossible
    /// The clock is moved so far that only a person knows why.
    case clockReasonMissing
    /// The total that was consented to is not the one that was proposed.
    case otherTotal(given: Picograms, proposed: Picograms)
    /// An order of which nobody knows what became stands against every other.
    case unsettled
    /// The proposal is over: it was consented to or given up before.
    case proposalOver
    /// It was given up.
    case givenUp
  }

  /// What stood against it.
  public let reason: Reason
  /// The same in words.
  public let description: String

  /// The same in words.
  public var testDescription: String { description }

  /// The pump's refusal; `nil` where it was something else.
  public var refusal: RefusalCode? {
    if case .refused(let refusal) = reason { refusal.code } else { nil }
  }

  init(_ reason: Reason, _ description: String) {
    self.reason = reason
    self.description = description
  }
}

extension HandheldError {
  init(_ mismatch: PumpMismatch) {
    switch mismatch {
    case .protocolVersion: self.init(.otherPump, "the pump speaks another version of the protocol")
    case .schema: self.init(.otherPump, "the pump was built for other layouts of messages")
    case .serial: self.init(.otherPump, "the card is for another pump")
    }
  }

  init(_ fault: VisitFault) {
    switch fault {
    case .refused(let refusal):
      self.init(.refused(refusal), "the pump refused: \(refusal.sentence)")
    case .notDone:
      self.init(
        .notDone, "the answer was lost, and the status shows that the order was not carried out")
    case .unknown, .lost:
      self.init(.unknown, "the answer was lost, and nobody knows what became of the order")
    case .failed(.unsettled), .withheld:
      self.init(
        .unsettled,
        "an order of which nobody knows what became stands against this one; settle() asks the pump"
      )
    case .failed(let error): self.init(.session(error), error.words)
    case .wrongKind, .wrongPart: self.init(.contradiction, "the answer was of the wrong kind")
    case .contradiction(let part):
      self.init(.contradiction, "the pump contradicts itself about its programme: \(part)")
    case .otherProgramme, .otherRefill, .otherStrength:
      self.init(.contradiction, "the pump read back something else than it was sent: \(fault)")
    case .wanted(let problem):
      self.init(.impossible, "this cannot be made of the pump as it is: \(problem)")
    case .clockReason(let seconds, _):
      self.init(
        .clockReasonMissing,
        "the clock would move by \(Milliseconds.words(.init(seconds.magnitude) * 1000)); say why")
    case .givenUp: self.init(.givenUp, "it was given up")
    }
  }
}

extension SessionError {
  /// What went wrong at the handheld, in words.
  var words: String {
    switch self {
    case .notOpen: "no session is open any more"
    case .noKey: "there is no key to open a session with"
    case .notAuthenticated: "the pump did not answer the proof of the key"
    case .unsettled(let request): "what became of an earlier \(request.words) is not known"
    case .contradiction(let request):
      "the answer to \(request.name) contradicts what was asked"
    case .noAnswer(let request, let heard):
      switch heard {
      case .nothing: "nothing answered \(request.name)"
      case .garbage: "what answered \(request.name) is no frame"
      case .echo: "only an echo answered \(request.name)"
      case .otherAnswers: "only answers to other requests came for \(request.name)"
      }
    }
  }
}
