package import Clinic
package import PumpText
package import Quantities
package import Telemetry

extension OrderOutlook {
  /// What is shown before it is given.
  package func screen(_ face: Face) -> Screen {
    switch self {
    case .bolus(let preview): Screen(facts: preview.facts)
    case .cancelBolus(let now): Screen(notes: Self.left(now))
    case .prime(let preview): Screen(facts: preview.facts)
    case .bridge(let preview): Screen(facts: preview.facts)
    case .cancelBridge(let preview): Screen(facts: preview.facts)
    case .temporary(let preview): Screen(facts: preview.facts)
    case .endTemporary(let now): Screen(facts: TemporaryWords.endPreview(now))
    case .stop(let now): Screen(facts: StopWords.preview(now, face))
    case .resume(let preview): Screen(facts: preview.facts)
    case .silence(let preview): Screen(facts: preview.facts)
    case .lowAlarm(let preview): Screen(facts: preview.facts)
    case .clock(let preview): preview.screen(face)
    case .requestBolus(let settings): Screen(facts: PatientBolusWords.request(settings))
    case .catheter(let preview): preview.screen(face)
    }
  }

  private static func left(_ now: Interrogation) -> [ScreenNote] {
    now.infusion == nil
      ? [] : [ScreenNote("\(InfusionWords.left(now)) of the \(name(now)) is still to come.")]
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
  package static func cancelled(_ now: Interrogation, _ answer: Acknowledgement?) -> String {
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
package enum OrderName: String, CaseIterable, Sendable {
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
  package init?(_ outlook: OrderOutlook) {
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

/// What an order is typed as, whichever face it is typed at.
package enum OrderText {
  /// The dose of one bolus, in ng.
  package static func bolusDose(_ text: String) throws(QuantityError) -> UInt32 {
    let nanograms = try QuantityText.nanograms(text)
    guard nanograms > 0 else {
      throw QuantityError("a bolus needs a dose and a time above zero")
    }
    return nanograms
  }

  /// The time one bolus is given in.
  package static func bolusTime(_ text: String) throws(QuantityError) -> Milliseconds {
    let duration = try QuantityText.duration(text)
    guard duration > .zero else {
      throw QuantityError("a bolus needs a dose and a time above zero")
    }
    guard duration <= .days(1) else {
      throw QuantityError("a bolus is given within 24 h; for longer, change the dose")
    }
    return duration
  }

  /// One bolus of words such as `50 mcg over 10 min`, or with its time apart; `nil` where none is
  /// said.
  package static func bolus(
    _ words: [String], over time: [String], overridesSoftLimits: Bool
  ) throws(QuantityError) -> OrderWanted? {
    var (dose, time) = (words[...], time[...])
    if time.isEmpty, let place = words.firstIndex(of: "over") {
      (dose, time) = (words[..<place], words[(place + 1)...])
    }
    if time.isEmpty { return nil }
    return .bolus(
      nanograms: try bolusDose(dose.joined(separator: " ")),
      duration: try bolusTime(time.joined(separator: " ")),
      overridesSoftLimits: overridesSoftLimits)
  }

  /// The flow of a bridge, as the order that begins it.
  package static func bridge(_ text: String) throws(QuantityError) -> OrderWanted {
    let flow = try QuantityText.flow(text)
    guard flow > .zero else {
      throw QuantityError("a bridge without a flow never ends; write for example 0.4 mL/day")
    }
    return .bridge(flowNanolitresPerDay: UInt32(flow.rawValue))
  }

  /// For how long tones are silent, as the order; `off` ends a silence.
  package static func silenceAlarms(_ text: String) throws(QuantityError) -> OrderWanted {
    if text == "off" { return .silenceAlarms(minutes: 0) }
    let minutes = try ArgumentText.minutes(text, as: "a silence")
    guard minutes > 0 else {
      throw QuantityError("a silence of no time is none; to end one write off")
    }
    return .silenceAlarms(minutes: minutes)
  }

  /// The volume of the low-reservoir alarm, as the order that sets it.
  package static func lowAlarm(_ text: String) throws(QuantityError) -> OrderWanted {
    .lowAlarm(nanolitres: try ArgumentText.nanolitres(text))
  }
}
