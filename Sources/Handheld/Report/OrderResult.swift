package import Clinic
import PumpText
import Quantities
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

extension OrderName {
  /// The name of an order; `nil` of one that has a result of its own.
  init?(_ outlook: OrderOutlook) {
    switch outlook {
    case .bolus: self = .bolus
    case .cancelBolus: self = .cancelBolus
    case .prime: self = .prime
    case .requestBolus: self = .patientBolus
    case .stop: self = .stop
    case .resume: self = .resume
    case .bridge: self = .bridge
    case .cancelBridge: self = .cancelBridge
    case .silence: self = .silenceAlarms
    case .lowAlarm: self = .lowAlarm
    case .clock: return nil
    }
  }
}

extension BolusJSON {
  /// The bolus that was begun; `nil` where none was, or the pump names none.
  init?(_ outlook: OrderOutlook, after: Interrogation?) {
    let nanograms: UInt32
    let milliseconds: UInt32
    switch outlook {
    case .bolus(let preview):
      nanograms = preview.nanograms
      milliseconds = UInt32(clamping: preview.duration.rawValue)
    case .requestBolus(let settings?):
      nanograms = settings.nanograms
      milliseconds = settings.milliseconds
    case .requestBolus(nil), .cancelBolus, .prime, .bridge, .cancelBridge, .stop, .resume,
      .silence, .lowAlarm, .clock:
      return nil
    }
    self.init(
      dose_mcg: JSONUnits.micrograms(nanograms), duration_s: JSONUnits.seconds(milliseconds),
      remaining_mcg: after.map { JSONUnits.micrograms($0.status.bolusRemainingNanograms) },
      remaining_s: after.map { JSONUnits.seconds($0.bolusRemainingMilliseconds) })
  }
}

/// How an order turned out, for people and for programs.
package struct OrderResult: VerbResult {
  package let order: OrderName
  package let done: OrderDone
  package var consent: Consent?
  package var bolus: BolusJSON?
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
