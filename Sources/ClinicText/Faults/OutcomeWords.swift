import Clinic
package import ProgrammerSession
package import PumpText
import Quantities
package import Telemetry

/// What the end of a request means for the person at the programmer.
package enum OutcomeWords {
  /// Nobody knows, and how to find out.
  package static func unknown(_ order: UnsettledOrder?) -> FaceText {
    let name = order.map { "the \($0.request.words) (\($0.command.words))" } ?? "the order"
    return """
      the pump's answer was lost and no status could be read that tells, so nobody knows whether \
      \(name) was carried out. Do not repeat it. Read the status (\(.readStatus)) before \
      anything else: if its last order is this one, it was
      """
  }

  package static let notDone: FaceText = """
    no answer could be relied on, but the pump's status shows that the order was not carried out \
    and will not be. Nothing changed; give it again if it is still wanted
    """

  /// What an outcome says of an order.
  package static func fate(_ outcome: Outcome) -> ProgramExitStatus.Fate {
    switch OrderEnd(outcome).fate {
    case .done: .carriedOut
    case .refused, .notDone: .notCarriedOut
    case .intended, .unknown: .unknown
    }
  }

  /// The error a refusal is reported as.
  package static func error(_ refusal: Refusal) -> ProgrammerError {
    ProgrammerError(
      refusal.code.exitStatus,
      "the pump refused: \(refusal.sentence). Nothing changed; \(refusal.advice)"
        + (refusal.remedy.map { " (\($0))" } ?? ""),
      refusal: refusal)
  }

  /// The error a failed request is reported as.
  package static func error(
    _ failure: SessionError, port: String, role: Role = .clinician
  ) -> ProgrammerError {
    switch failure {
    case .notOpen:
      return ProgrammerError(.io, "the session with the pump has ended; nothing was sent")
    case .unsettled:
      return ProgrammerError(.unknown, unknown(nil))
    case .noAnswer(let request, let heard):
      return noAnswer(request, heard, port: port)
    case .noKey:
      return ProgrammerError(
        .configuration,
        "the pump talks only to those who have its key, and there is no implant card to take it "
          + "from. Nothing was sent and the therapy goes on; give the card of this pump "
          + "(\(.giveCard))")
    case .notAuthenticated: return notAuthenticated(role, port)
    case .contradiction(let request): return contradiction(request, port)
    }
  }

  private static func contradiction(_ request: RequestType, _ port: String) -> ProgrammerError {
    ProgrammerError(
      .protocolViolation,
      "\(port): the pump's answer to \(request.name) contradicts what it was asked, so nothing it "
        + "says is believed. Nothing was changed and the therapy goes on; do not programme this "
        + "pump with this programmer, and report it")
  }

  /// A pump that has another key says nothing at all, so it cannot be told from a bad line.
  private static func notAuthenticated(_ role: Role, _ port: String) -> ProgrammerError {
    let emergency: FaceText =
      role == .clinician ? ". If the patient is in danger, \(.callEmergency) needs no key" : ""
    return ProgrammerError(
      .protocolViolation,
      "\(port): the pump did not accept the \(role.name)'s key of the card. Nothing was changed "
        + "and the therapy goes on. Either its key was changed since with another copy of the "
        + "card, and that copy is the one to use; or the line lost the answers: look at the cable "
        + "and try \(.checkKeys(nil))\(emergency)")
  }

  /// A pump under no head, one without power and a dead line are the same silence from here.
  private static let silence =
    "From here nobody can tell a head that is away from a pump without power or a dead line: look "
    + "first whether the programming head lies over the pump, then at the cable and the port, then "
    + "whether the pump has power (is it running?)"

  private static func noAnswer(
    _ request: RequestType, _ heard: SessionError.Heard, port: String
  ) -> ProgrammerError {
    let what =
      switch heard {
      case .nothing: "nothing answers"
      case .garbage: "something sends bytes that are no frames of this protocol"
      case .echo: "our own bytes come back: an echo, a loop-back plug or a terminal"
      case .otherAnswers: "only answers to other requests come"
      }
    if request.needsSession {
      return ProgrammerError(
        .io,
        "\(port): \(what); \(request.name) was not answered. The pump goes on with the therapy it "
          + "has. \(heard == .nothing ? silence : "Check the link"), and read the status")
    }
    let check =
      heard == .nothing ? silence : "Check that a pump is running and that this is its port"
    return ProgrammerError(
      .unavailable,
      "\(port): no pump here: \(what). Nothing was changed. \(check); "
        + "\(.listPorts) lists the ports there are")
  }
}
