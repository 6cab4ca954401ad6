import Clinic
package import ClinicText
package import Console
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension TherapyResult: VerbResult {
  package struct JSON: Encodable {
    package let therapy: TherapyJSON
    let flows: Present.Name
    @OrNull var periodic_bolus_due_min: UInt32?
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      therapy: TherapyJSON(programme), flows: present.name, periodic_bolus_due_min: minutesToBolus)
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    screen.facts.lines(on: paper) + (screen.days.map { Timeline(paper).text($0) } ?? "")
  }
}

extension Visit {
  /// Reads everything a clinician reviews.
  /// - Parameter isFull: Whether the pump's versions and history are to be shown too.
  package func review(isFull: Bool) throws -> InterrogationResult {
    let body = try interrogate()
    // Its own doses are in the interrogation; those of the other modes take one more question.
    let report =
      body.therapy.mode == .simpleContinuous && body.therapy.periodic == nil ? nil : try? therapy()
    return InterrogationResult(
      body: body, running: try foretell(body), therapy: report,
      // A pump without its memory knows of no catheter.
      catheter: try? catheter(), isFull: isFull, drugs: drugs, face: connection.face)
  }

  /// Reads the programme that runs, and what is known beside it.
  package func therapyResult() throws -> TherapyResult {
    let now = try interrogate()
    return TherapyResult(
      programme: try programme(), clock: now.clock, minutesToBolus: now.minutesToPeriodicBolus,
      present: Present(now))
  }
}
