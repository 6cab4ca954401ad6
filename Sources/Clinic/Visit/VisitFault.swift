package import ProgrammerSession
package import Telemetry

/// Why a visit did not get to where it was to get.
package enum VisitFault: Error, Equatable {
  /// The pump refused; an order is named as what was to be given, not as its forecast.
  case refused(Refusal)
  /// The order's answer was lost, and the pump's status shows that it was not carried out.
  case notDone
  /// The order's answer was lost, and nobody knows.
  case unknown
  /// A request was not sent, or had no answer.
  case failed(SessionError)
  /// An answer was of the wrong kind.
  case wrongKind
  /// An answer about a programme, or about what is staged, was of the wrong kind.
  case wrongPart
  /// A part of a programme does not follow from what is beside it.
  case contradiction(ReadBack.Part)
  /// The pump read back something else than it was sent.
  case otherProgramme
  case otherRefill
  /// A strength or a bridge does not follow from what the pump holds and was sent.
  case otherStrength
  /// What is wanted cannot be made of this pump.
  case wanted(WantedProblem)
  /// Why the clock is moved so far, in s, only a person knows.
  case clockReason(shiftSeconds: Int64, isSchedule: Bool)
  /// The person did not agree.
  case givenUp
  /// The line was lost, or something else on this side went wrong.
  case lost
  /// The order was kept back on this side and not sent.
  case withheld
}

extension VisitFault {
  /// What stands against going on after a request that was to be answered.
  package init(unanswered outcome: Outcome) {
    switch outcome {
    case .refused(let refusal): self = .refused(refusal)
    case .notDone: self = .notDone
    case .unknown: self = .unknown
    case .failed(let error): self = .failed(error)
    case .reply, .doneUnheard: self = .wrongKind
    }
  }
}
