package import Clinic
package import ProgrammerSession
import PumpText
import Quantities
package import Telemetry

extension VisitFault {
  /// What a person is told of a visit that did not get to where it was to: at a port, in a role,
  /// with the order of which it is not known whether it was carried out.
  package func error(
    port: String, role: Role, unsettled: UnsettledOrder?
  ) -> ProgrammerError {
    switch self {
    case .refused(let refusal): return OutcomeWords.error(refusal)
    case .notDone: return ProgrammerError(.refused, OutcomeWords.notDone)
    case .unknown, .failed(.unsettled):
      return ProgrammerError(.unknown, OutcomeWords.unknown(unsettled))
    case .failed(let error): return OutcomeWords.error(error, port: port, role: role)
    case .wrongKind: return .wrongKind(port: port)
    case .wrongPart, .contradiction, .otherProgramme, .otherRefill, .otherStrength:
      return ProgrammerError(.protocolViolation, FaceText(contradiction))
    case .wanted(let problem):
      return ProgrammerError(.usage, "\(problem.words). Nothing was changed")
    case .clockReason(let seconds, let isSchedule):
      return .reasonIsMissing(seconds, isSchedule)
    case .givenUp: return ProgrammerError(.refused, "not confirmed. Nothing was changed")
    case .lost, .withheld:
      return ProgrammerError(.io, "the line to the pump was lost, or nothing could be sent on it")
    }
  }
}

extension ProgrammerError {
  /// What is said of an answer that is none to what was asked.
  package static func wrongKind(port: String) -> ProgrammerError {
    ProgrammerError(
      .protocolViolation, "\(port): the answer was of the wrong kind. Nothing more was sent")
  }

  /// What is said of a clock that would move further than it drifts, for no reason given.
  package static func reasonIsMissing(_ shift: Int64, _ isSchedule: Bool) -> ProgrammerError {
    let size = QuantityWords.duration(.seconds(shift.magnitude))
    let schedule = isSchedule ? ", and a day schedule runs on it" : ""
    return ProgrammerError(
      .usage,
      "the clock would move \(size) \(shift < 0 ? "back" : "forward"), more than a clock "
        + "drifts\(schedule): say why with \(.nameClockReason). Nothing was changed")
  }
}

extension VisitFault {
  /// What the pump said that contradicts what it was sent or said before; empty for anything else.
  package var contradiction: String {
    switch self {
    case .wrongPart: "the pump's answer was of the wrong kind. Nothing was committed"
    case .contradiction(let part):
      "the pump's \(part.words) does not follow from the programme beside it. Nothing was "
        + "committed; interrogate the pump before anything else"
    case .otherProgramme:
      "the pump read back another programme than the one it was sent. Nothing was changed"
    case .otherRefill:
      "the pump read back another refill than the one it was sent. Nothing was changed"
    case .otherStrength:
      "the pump read back a strength or a bridge that does not follow from what it holds and was "
        + "sent. Nothing was changed"
    case .refused, .notDone, .unknown, .failed, .wrongKind, .wanted, .clockReason, .givenUp, .lost,
      .withheld:
      ""
    }
  }
}

extension OrderDone.Difference {
  /// What is said of a pump that does not hold what it acknowledged.
  package var error: ProgrammerError {
    switch self {
    case .change(let part):
      ProgrammerError(
        .protocolViolation,
        "the pump holds another \(part.words) now than was committed. Interrogate it before "
          + "anything else")
    case .silence(let ordered, let held):
      ProgrammerError(
        .protocolViolation,
        "the pump says that its tones are silent for \(held) min and not for \(ordered) min. An "
          + "alarm may go unheard; interrogate the pump before the patient leaves")
    case .lowAlarm(let ordered, let held):
      ProgrammerError(
        .protocolViolation,
        "the pump's low-reservoir alarm is at \(PathWords.volume(held)) and not at "
          + "\(PathWords.volume(ordered)). The alarm may come too late to call for a refill; "
          + "interrogate the pump before the patient leaves")
    case .catheter:
      ProgrammerError(
        .protocolViolation,
        "the pump holds another catheter now than it was told of. Every prime and every bridge "
          + "may move a wrong volume; interrogate the pump before either")
    }
  }
}
