package import Clinic
import PumpText
import Telemetry
package import VerbOutput

/// What was ordered, for programs.
package enum OrderName: String, CaseIterable, Encodable {
  case bolus
  case cancelBolus = "cancel_bolus"
  case prime
  case patientBolus = "patient_bolus"
  case stop
  case resume
  case bridge
  case cancelBridge = "cancel_bridge"
  case silenceAlarms = "silence_alarms"
  case lowAlarm = "low_alarm"
}

/// How an order turned out, for people and for programs.
package struct OrderResult: VerbResult {
  package let order: OrderName
  package let done: Visit.Done
  package var consent: Consent?
  package var bolus: BolusJSON?
  package let sentence: String

  package init(
    order: OrderName, done: Visit.Done, consent: Consent? = nil, bolus: BolusJSON? = nil,
    sentence: String
  ) {
    self.order = order
    self.done = done
    self.consent = consent
    self.bolus = bolus
    self.sentence = sentence
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    OrderJSON(
      order: order, delivery: done.after?.status.flags.deliveryName,
      therapy_time_s: done.therapySeconds, bolus: bolus,
      withheld_mcg: done.answer.map { JSONUnits.micrograms($0.withheldNanograms) },
      consent: consent.map(ConsentJSON.init),
      infusion: done.after.flatMap(InfusionJSON.init),
      bridge_waiting_ml: done.after.map { JSONUnits.millilitres($0.bridgeWaitingNanolitres) })
  }

  package var words: String { sentence + "\n" }
}
