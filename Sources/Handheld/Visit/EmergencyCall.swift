package import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// Calls for the emergency until the pump answers, which does no harm: more calls change nothing.
package enum EmergencyCall {
  /// Calls, and returns when the pump has acknowledged it.
  package static func make(over connection: PumpConnection, _ agreed: Yes) throws {
    var course = EmergencyCourse(end: connection.now.after(connection.session.timings.patience))
    while true {
      let outcome: Outcome
      do {
        outcome = try connection.callEmergency(agreed)
      } catch let error as SerialError where VerbState.current?.fate == .unknown {
        // The pump may have heard a call that was on the line when it went: to say that the port is
        // gone and no more would read as if nothing had been sent.
        throw unknown(because: error.description)
      }
      switch course.next(after: outcome, at: connection.now) {
      case .done: return
      case .again: try connection.opener.pause(connection.session.timings.settlePause)
      case .over(let end): throw error(end, port: connection.name)
      }
    }
  }

  private static func error(_ end: EmergencyCourse.End, port: String) -> ProgrammerError {
    switch end {
    case .unknown(let refusal): unknown(because: refusal?.sentence)
    case .failed(let error): OutcomeWords.error(error, port: port)
    case .refused(let refusal): error(refusal)
    case .wrongKind:
      ProgrammerError(
        .protocolViolation,
        "\(port): the answer was of the wrong kind, so nothing it says is believed. Lay the "
          + "head right over the pump and call again; it does no harm to call twice")
    }
  }

  /// Nobody knows whether the pump heard it.
  private static func unknown(because reason: String?) -> ProgrammerError {
    ProgrammerError(
      .unknown,
      "the pump's answer was lost\(reason.map { " (\($0))" } ?? ""), so nobody knows whether it "
        + "went to minimum rate. Hold the head still, right over the pump, and call again: it does "
        + "no harm to call twice")
  }

  private static func error(_ refusal: Refusal) -> ProgrammerError {
    guard let delay = refusal.code.delay else { return OutcomeWords.error(refusal) }
    return ProgrammerError(
      .refused,
      "the pump refused: \(refusal.sentence). It did not go to minimum rate, and the therapy goes "
        + "on; \(delay.emergencyDoubt). Leave the head where it is and call again at once",
      refusal: refusal)
  }
}
