package import Clinic
package import PumpText
import Quantities
import Telemetry

extension OrderOutlook {
  /// What is shown before it is given.
  package func words(_ face: Face) -> String {
    switch self {
    case .bolus(let preview): preview.words
    case .cancelBolus(let now):
      now.infusion == nil
        ? "" : "\(InfusionWords.left(now)) of the \(Self.name(now)) is still to come.\n"
    case .prime(let preview): preview.words
    case .bridge(let preview): preview.words
    case .cancelBridge(let preview): preview.words
    case .temporary(let preview): preview.words
    case .endTemporary(let now): TemporaryWords.endPreview(now)
    case .stop(let now): StopWords.preview(now, face)
    case .resume(let preview): preview.words
    case .silence(let preview): preview.words
    case .lowAlarm(let preview): preview.words
    case .clock(let preview): preview.words(face)
    case .requestBolus(let settings): PatientBolusWords.request(settings)
    case .catheter(let preview): preview.words(face)
    }
  }

  /// What is asked before it is given.
  package var question: String {
    switch self {
    case .bolus: "Give this bolus?"
    case .cancelBolus(let now): "Cancel the \(Self.name(now))?"
    case .prime: "Prime now?"
    case .bridge: "Begin the bridge?"
    case .cancelBridge: "Cancel the bridge?"
    case .temporary(let preview):
      preview.wanted.isStop ? "Stop for that time?" : "Begin this rate?"
    case .endTemporary: "Go on with the programme now?"
    case .stop: "Stop delivery?"
    case .resume: "Resume delivery?"
    case .silence(let preview): preview.minutes == 0 ? "Let them sound?" : "Silence them?"
    case .lowAlarm: "Set the alarm?"
    case .clock: "Set the clock?"
    case .requestBolus: "Ask for the bolus?"
    case .catheter: "Is this the catheter?"
    }
  }

  /// What was done, in a sentence.
  package func sentence(_ done: OrderDone, _ face: Face) -> String {
    switch self {
    case .bolus(let preview):
      "done: a bolus of \(QuantityWords.dose(nanograms: UInt64(preview.nanograms))) over "
        + "\(QuantityWords.duration(preview.duration)) has begun"
    case .cancelBolus(let now): Self.cancelled(now, done.answer)
    case .prime(let preview):
      "done: the prime of \(PathWords.volume(preview.nanolitres)) has begun"
        + (done.after.flatMap(Self.readyIn) ?? "")
    case .bridge(let preview):
      "done: the bridge of \(PathWords.volume(preview.now.pathNanolitres)) has begun"
        + (done.after.flatMap(BridgeWords.whole).map { ": \($0)" } ?? "")
    case .cancelBridge: "done: the bridge was cancelled"
    case .temporary(let preview): preview.sentence
    case .endTemporary(let now): TemporaryWords.ended(now)
    case .stop:
      "done: delivery is STOPPED; the patient gets no drug until \(face.words(.resume))"
        + (done.after.flatMap(BridgeWords.waiting).map { "; bridge: \($0)" } ?? "")
    case .resume(let preview):
      "done: delivery runs again, "
        + QuantityWords.dosePerDay(nanograms: UInt64(preview.programme.dailyNanograms))
        + (done.after.flatMap(BridgeWords.whole).map { "; bridge: \($0)" } ?? "")
    case .silence(let preview): preview.sentence(done.after)
    case .lowAlarm(let preview): preview.sentence(done)
    case .clock(let preview):
      "done: the clock shows \(QuantityWords.clock(done.after?.clock ?? preview.clock))"
    case .requestBolus(let settings):
      "done: a patient bolus of \(PatientBolusWords.short(settings)) has begun"
    case .catheter(let preview): preview.sentence(face)
    }
  }

  private static func name(_ now: Interrogation) -> String { now.infusion?.words ?? "bolus" }

  /// What was cancelled, and what of it was not given.
  static func cancelled(_ now: Interrogation, _ answer: Acknowledgement?) -> String {
    let left = answer.map { ", \(InfusionWords.amount($0.withheldNanograms, now)) of it not given" }
    return "done: the \(name(now)) was cancelled\(left ?? "")"
  }

  private static func readyIn(_ after: Interrogation) -> String? {
    guard after.infusion == .prime else { return nil }
    let rest = Milliseconds(rawValue: UInt64(after.bolusRemainingMilliseconds))
    return ", ready in \(QuantityWords.duration(rest))"
  }
}

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
  case temporaryRate = "temporary_rate"
  case plannedStop = "planned_stop"
  case endTemporary = "end_temporary"
  case silenceAlarms = "silence_alarms"
  case lowAlarm = "low_alarm"
  case catheter
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
    case .temporary(let preview):
      self = preview.wanted.isStop ? .plannedStop : .temporaryRate
    case .endTemporary: self = .endTemporary
    case .silence: self = .silenceAlarms
    case .lowAlarm: self = .lowAlarm
    case .catheter: self = .catheter
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
    case .requestBolus(nil), .cancelBolus, .prime, .bridge, .cancelBridge, .temporary,
      .endTemporary, .stop, .resume, .silence, .lowAlarm, .clock, .catheter:
      return nil
    }
    self.init(
      dose_mcg: JSONUnits.micrograms(nanograms), duration_s: JSONUnits.seconds(milliseconds),
      remaining_mcg: after.map { JSONUnits.micrograms($0.status.bolusRemainingNanograms) },
      remaining_s: after.map { JSONUnits.seconds($0.bolusRemainingMilliseconds) })
  }
}
