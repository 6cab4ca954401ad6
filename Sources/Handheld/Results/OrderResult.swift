package import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

/// How an order turned out, for people and for programs.
package struct OrderResult: VerbResult {
  package let order: OrderName
  package let done: OrderDone
  package var consent: Consent?
  package var bolus: BolusJSON?
  /// The catheter that the pump was told of.
  package var catheter: CatheterJSON?
  package let sentence: String

  package init(
    order: OrderName, done: OrderDone, consent: Consent? = nil, bolus: BolusJSON? = nil,
    sentence: String
  ) {
    self.order = order
    self.done = done
    self.consent = consent
    self.bolus = bolus
    self.sentence = sentence
  }

  /// A visit in which an order was carried out; `nil` of one that has a result of its own.
  init?(_ visit: VisitDone, _ face: Face) {
    let outlook: OrderOutlook
    switch visit.question {
    case .dose(_, let shown), .plain(_, let shown): outlook = shown
    case .change: return nil
    }
    guard let order = OrderName(outlook) else { return nil }
    self.init(
      order: order, done: visit.done, consent: visit.consent,
      bolus: BolusJSON(outlook, after: visit.done.after),
      sentence: outlook.sentence(visit.done, face))
    if case .catheter(let preview) = outlook { catheter = CatheterJSON(preview.told) }
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    OrderJSON(
      order: order, delivery: done.after?.status.flags.deliveryName,
      therapy_time_s: done.therapySeconds, bolus: bolus,
      withheld_mcg: done.answer.map { JSONUnits.micrograms($0.withheldNanograms) },
      consent: consent.map(ConsentJSON.init), catheter: catheter,
      temporary: done.after.flatMap(TemporaryJSON.init),
      infusion: done.after.flatMap(InfusionJSON.init),
      bridge_waiting_ml: done.after.map { JSONUnits.millilitres($0.bridgeWaitingNanolitres) })
  }

  package var words: String { sentence + "\n" }
}
