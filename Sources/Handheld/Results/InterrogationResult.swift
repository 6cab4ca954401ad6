package import Clinic
package import Console
package import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// Everything a clinician reviews, for people and for programs.
package struct InterrogationResult: VerbResult {
  package let body: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast
  /// The programme with its totals, where the interrogation alone does not tell them.
  package var therapy: TherapyReport?
  /// The catheter; `nil` when it was not asked for, or a pump without its memory does not know.
  package var catheter: CatheterReport?
  /// Whether the pump's versions and history are shown too.
  package let isFull: Bool
  /// What is known of drugs.
  package let drugs: DrugLibrary
  /// How what can be done next is said to who reads it.
  package let face: Face

  package init(
    body: Interrogation, running: Forecast, therapy: TherapyReport? = nil,
    catheter: CatheterReport? = nil, isFull: Bool, drugs: DrugLibrary, face: Face
  ) {
    self.body = body
    self.running = running
    self.therapy = therapy
    self.catheter = catheter
    self.isFull = isFull
    self.drugs = drugs
    self.face = face
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    InterrogationJSON(body, therapy, catheter, running: running, due: due)
  }

  private var due: RefillDue { RefillDue(running, body, by: drugs) }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    var lines = Lines()
    let pump = PumpJSON(body.identity)
    if isFull {
      lines.add(
        "pump",
        "\(pump.model) \(pump.serial), firmware \(pump.firmware), "
          + "protocol \(pump.protocol)")
      lines.add("clock", body.clock.map(QuantityWords.clock) ?? "never set")
    } else {
      lines.add("pump", "\(pump.model) \(pump.serial)")
    }
    lines.add("therapy", isLost ? "unknown: the pump lost its memory" : therapyWords)
    if !isLost, let bolus = body.therapy.periodic {
      lines.add("periodic", PeriodicWords.line(bolus))
      if let minutes = body.minutesToPeriodicBolus {
        // What falls due in a stopped pump is not made up for.
        let skipped = body.status.flags.isStopped ? ", and is skipped if still stopped" : ""
        lines.add("", PeriodicWords.due(minutes, body.clock) + skipped)
      }
    }
    lines.add("delivery", deliveryWords)
    if let (label, words) = TemporaryWords.state(body) {
      lines.add(label, words[0])
      for line in words.dropFirst() { lines.add("", line) }
    }
    if !isLost, let others = DrugWords.inPath(body) { lines.add("in path", others) }
    lines.add(body.infusion?.replacesBasal == true ? infusionName : "bolus", infusionWords)
    if let waiting = BridgeWords.waiting(body) {
      lines.add(body.infusion == .bridge ? "" : "bridge", waiting)
    }
    if isFull || body.patientBolus != nil { lines.add("patient", patientWords) }
    lines.add("reservoir", isLost ? "unknown" : reservoirWords(paper))
    addDates(to: &lines)
    if isFull && !isLost { lines.add("filled", filledWords) }
    lines.add("battery", batteryWords)
    if let words = replaceWords { lines.add("replace by", words) }
    if isFull {
      lines.add("pumped", pumpedWords)
      lines.add("path", PathWords.whole(body))
      if let catheter {
        lines.add("catheter", CatheterWords.line(catheter))
        if let empty = CatheterWords.empty(catheter) { lines.add("", empty) }
      }
    }
    addLastOrder(to: &lines)
    if body.silentMinutes > 0 { lines.add("tones", AlarmWords.silence(body)) }
    let alarms = body.status.alarms.list
    lines.add("alarms", alarms.isEmpty ? "none" : AlarmWords.line(alarms[0]))
    for alarm in alarms.dropFirst() { lines.add("", AlarmWords.line(alarm)) }
    return lines.text
  }

  /// Whether programme, drug, reservoir and last order are placeholders (therapy.md, "Alarms").
  private var isLost: Bool { body.status.alarms.contains(.memoryLost) }

  private var therapyWords: String {
    programmeWords + (flowsAsProgrammed ? "" : "; it does not flow now")
  }

  private var flowsAsProgrammed: Bool {
    Present(body) == .programme && body.temporaryReason == nil
  }

  private var programmeWords: String {
    let drug = "\(body.drug.name) \(QuantityWords.concentration(body.concentration))"
    switch body.therapy.mode {
    case .simpleContinuous:
      return "simple continuous, \(QuantityWords.dose(body.therapy.dose)) of \(drug)"
    case .minimumRate: return "minimum rate of \(drug), without effect"
    case .daySchedule, .periodicBolus:
      guard let therapy else { return "\(body.therapy.mode.words) of \(drug)" }
      let day = QuantityWords.dosePerDay(nanograms: UInt64(therapy.dailyNanograms))
      return "\(body.therapy.mode.words), \(day) of \(drug)"
    }
  }

  private var deliveryWords: String {
    if let failure = body.status.alarms.failure {
      return "ENDED FOR GOOD (\(failure.title)): the patient gets no drug; replace the pump"
    }
    guard !body.status.flags.isStopped else { return "STOPPED: the patient gets no drug" }
    if case .emergency = Present(body), let words = Present(body).words {
      return "\(words), until \(face.words(.resume))"
    }
    if let alarm = body.status.alarms.obstacle {
      return "ordered, but NO DRUG FLOWS (\(alarm.title))"
    }
    if let state = TemporaryState(body) { return TemporaryWords.delivery(state) }
    if body.infusion?.replacesBasal == true { return "running, and basal infusion waits" }
    let of = body.otherDrugsInPath.isEmpty ? "" : " of \(body.drug.name)"
    return "running, \(QuantityWords.dosePerDay(nanograms: basal)) basal\(of)"
  }

  private var basal: UInt64 { UInt64(body.status.basalNanogramsPerDay) }

  private var infusionName: String { body.infusion?.words ?? "bolus" }

  private var infusionWords: String {
    guard body.infusion != nil || body.status.flags.running == .bolus else { return "none" }
    // A bolus that nobody at the pump ordered is named; the head of the line names all else.
    let isOther =
      switch body.infusion {
      case .patientBolus, .periodicBolus: true
      case .bolus, .prime, .bridge, nil: false
      }
    return "\(InfusionWords.left(body)) of \(InfusionWords.whole(body)) to come in "
      + InfusionWords.time(body) + (isOther ? " (\(infusionName))" : "")
  }

  private var patientWords: String {
    guard let settings = body.patientBolus else { return "no bolus on the patient's request" }
    let (lockout, most) = PatientBolusWords.limits(settings)
    return "\(PatientBolusWords.short(settings)) on request, \(lockout), \(most)"
  }

  private func reservoirWords(_ paper: Paper) -> String {
    let volume = UInt64(body.status.reservoirNanolitres)
    let capacity = UInt64(body.capacityNanolitres)
    let alarm = QuantityWords.volume(nanolitres: UInt64(body.lowAlarmNanolitres))
    let state = isAtAlarm ? " (reached)" : ""
    return "\(QuantityWords.volume(nanolitres: volume)) "
      + "\(Picture.gauge(volume, of: capacity, on: paper)) of \(capacity / 1_000_000) mL, "
      + "alarm at \(alarm)\(state)"
  }

  private var isAtAlarm: Bool { body.isAtLowAlarm || running.lowAlarm?.seconds == 0 }

  /// By when the reservoir is to be refilled, why, and what else could make it due; nothing where
  /// nothing is known of it.
  private func addDates(to lines: inout Lines) {
    let due = self.due
    guard due.isKnown else { return }
    let words = RefillDueWords(due, clock: body.clock)
    let moments = ForecastWords(running, clock: body.clock)
    lines.add("refill by", words.earliest)
    lines.add(
      "low alarm", "\(isAtAlarm ? "reached" : moments.lowAlarm); empty: \(moments.empty)")
    lines.add("stability", words.stability)
  }

  /// When the pump is to be replaced; `nil` once it has ended.
  private var replaceWords: String? {
    guard body.status.alarms.failure == nil else { return nil }
    return ForecastWords(running, clock: body.clock).endOfService + " (end of service)"
  }

  private var filledWords: String {
    let volume = QuantityWords.volume(nanolitres: UInt64(body.filledNanolitres))
    guard body.refills > 0 else { return "\(volume) at implant" }
    return "\(volume) \(Self.ago(body.filledSeconds, body)), refill \(body.refills)"
  }

  private var batteryWords: String {
    let percent = body.status.batteryPercent
    switch body.status.flags.battery {
    case .ok where body.status.alarms.failure != nil: return "\(percent) %"
    case .ok:
      return "\(percent) %, ERI: \(ForecastWords(running, clock: body.clock).replacement)"
    case .electiveReplacement: return "\(percent) %, ERI: schedule a replacement"
    case .endOfService: return "\(percent) %, end of service: replace the pump now"
    }
  }

  private var pumpedWords: String {
    "\(QuantityWords.volume(nanolitres: body.pumpedNanolitres)) since implant, of "
      + "\(QuantityWords.dose(nanograms: Rounded.nanograms(body.programmedPicograms))) programmed"
  }

  /// What was ordered last. The emergency needs no card and is no order of a session, so the pump's
  /// last order may be older than it.
  private func addLastOrder(to lines: inout Lines) {
    guard !isLost else { return lines.add("last order", "unknown") }
    guard let seconds = body.emergencySeconds, seconds >= (body.lastApplied?.therapySeconds ?? 0)
    else { return lines.add("last order", lastOrderWords) }
    lines.add("last order", "EMERGENCY minimum rate, without a card, \(Self.ago(seconds, body))")
    guard let last = body.lastApplied else { return }
    // Within one second nobody knows which of the two came first.
    lines.add(last.therapySeconds < seconds ? "before it" : "and", lastOrderWords)
  }

  private var lastOrderWords: String {
    guard let last = body.lastApplied, let command = body.status.lastApplied else { return "none" }
    return "\(last.request.words) (\(command.words)) "
      + Self.ago(last.therapySeconds, body)
  }

  private static func ago(_ seconds: UInt32, _ body: Interrogation) -> String {
    MomentWords.ago(
      .seconds(UInt64(body.status.therapySeconds - min(seconds, body.status.therapySeconds))))
  }
}

/// Lines of a label and a value.
package struct Lines {
  package private(set) var text = ""

  package init() {}

  package mutating func add(_ label: String, _ value: String) {
    text += label + String(repeating: " ", count: max(1, 11 - label.count)) + value + "\n"
  }
}
