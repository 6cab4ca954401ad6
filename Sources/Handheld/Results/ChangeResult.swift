package import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

/// How a change of the programme turned out, for people and for programs.
package struct ChangeResult: VerbResult {
  package let preview: ChangePreview
  package let consent: Consent
  package let done: OrderDone
  let isReadBack: Bool
  package let sentence: String
  let face: Face

  init(
    preview: ChangePreview, consent: Consent, done: OrderDone, isReadBack: Bool, sentence: String,
    face: Face
  ) {
    self.preview = preview
    self.consent = consent
    self.done = done
    self.isReadBack = isReadBack
    self.sentence = sentence
    self.face = face
  }

  /// A visit in which a change was committed; `nil` of any other.
  init?(_ visit: VisitDone, _ face: Face) {
    guard case .change(_, let change, let preview) = visit.question, let consent = visit.consent
    else { return nil }
    self.init(
      preview: preview, consent: consent, done: visit.done, isReadBack: visit.done.isReadBack,
      sentence: change.sentence(preview), face: face)
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    ChangeJSON(
      before: TherapyJSON(preview.before), therapy: TherapyJSON(preview.after),
      change_percent: preview.comparison.largest.percent,
      days: preview.comparison.days.map(ChangedDaysJSON.init),
      replaced_drug: preview.replacedDrug?.name,
      week_before_mcg: JSONUnits.micrograms(preview.comparison.week.before),
      week_mcg: JSONUnits.micrograms(preview.comparison.week.after),
      week_change_percent: preview.comparison.week.percent,
      at_tip_in_s: preview.tip?.seconds,
      delivery: preview.now.status.flags.deliveryName, flows: preview.present.name,
      therapy_time_s: done.therapySeconds,
      forecast_before: ForecastJSON(
        preview.running, preview.refillDueBefore, clock: preview.now.clock),
      forecast: ForecastJSON(
        preview.foretold, preview.refillDueAfter, clock: preview.now.clock),
      consent: ConsentJSON(consent),
      refill: preview.refill.map(RefillJSON.init),
      patient_bolus: (preview.patientBolus.map(\.settings) ?? preview.now.patientBolus)
        .map(PatientBolusJSON.init),
      warnings: preview.warnings.map { WarningJSON($0, face) })
  }

  package var words: String {
    preview.doneWords(sentence, isReadBack: isReadBack, face) + "\n"
  }
}
