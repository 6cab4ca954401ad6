import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import Quantities
import Telemetry

/// What a person is told in the end, in the words that every face has.
extension ClinicianPane.Outcome {
  init(_ end: VisitEnd, _ handheld: Handheld) {
    switch end {
    case .done(let visit): self.init(visit)
    case .notDone(let fault): self.init(fault, handheld)
    case .unknown(let fault):
      self.init(fault, handheld)
      title = "Unknown"
      tone = .critical
    }
  }

  private init(_ visit: VisitDone) {
    title = "Done"
    tone = .good
    switch visit.question {
    case .change(_, let change, let preview): words = "done: \(change.sentence(preview))"
    case .dose(_, let outlook), .plain(_, let outlook):
      words = outlook.sentence(visit.done, .page)
    }
    words = words.capitalisedFirst + "."
    if visit.done.answer == nil {
      words += " The pump's answer was lost, and its status shows that it was carried out."
    }
    if let difference = visit.done.difference {
      title = "Done, and not as it was sent"
      tone = .critical
      words = difference.error.message(.page).capitalisedFirst + "."
    }
    if let time = visit.done.therapySeconds {
      rows = [
        Node.Fact(
          label: "carried out",
          value: TimePane.moment(TherapyTime.zero.after(.seconds(UInt64(time)))))
      ]
    }
    rows.append(
      Node.Fact(
        label: "read back", value: visit.done.isReadBack ? "the pump holds it" : "not read again",
        tone: visit.done.isReadBack ? .good : .warn))
  }

  init(_ fault: VisitFault, _ handheld: Handheld) {
    title = "Not done"
    tone = .warn
    let error = fault.error(
      port: "the line", role: handheld.role, unsettled: handheld.open.first?.name)
    words = error.message(.page).capitalisedFirst + "."
    if case .unknown = fault { title = "Unknown" }
  }

  init(called end: EmergencyCourse.End?) {
    guard let end else {
      title = "Done"
      words = "The pump is at minimum rate. It stays so until a clinician resumes it."
      tone = .good
      return
    }
    tone = .critical
    switch end {
    case .unknown:
      title = "Unknown"
      words =
        "Nobody knows whether the pump heard the call. Call again, and go to an emergency "
        + "department."
    case .refused(let refusal):
      title = "Not done"
      words = "The pump refused: \(refusal.sentence)."
    case .failed, .wrongKind:
      title = "Not done"
      words =
        "Nobody heard the call. Hold the handheld to the skin over the pump, and call again."
    }
  }

  init(_ mismatch: PumpMismatch) {
    title = "Not this pump"
    tone = .critical
    switch mismatch {
    case .protocolVersion: words = "The pump speaks another version of the protocol."
    case .schema: words = "The pump was built for other layouts of messages."
    case .serial:
      words =
        "This card is another pump's, so this may be another patient. Nothing was changed; look at "
        + "the card."
    }
  }
}
