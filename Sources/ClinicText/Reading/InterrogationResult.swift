package import Clinic
package import PumpText
import Quantities
package import Telemetry

/// Everything a clinician reviews.
package struct InterrogationResult {
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

  /// By when it is to be refilled.
  package var due: RefillDue { RefillDue(running, body, by: drugs) }

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    let pump = PumpName(body.identity)
    facts.add("pump", isFull ? pump.full : pump.short)
    if isFull { facts.add("clock", body.clock.map(QuantityWords.clock) ?? "never set") }
    facts.add(
      "therapy", isLost ? "unknown: the pump lost its memory" : therapyWords, isWarning: isLost)
    if !isLost { addPeriodic(to: &facts) }
    facts.add("delivery", deliveryWords, isWarning: isHeld)
    if let (label, lines) = TemporaryWords.state(body) { facts.add(label, lines: lines) }
    if !isLost, let others = DrugWords.inPath(body) { facts.add("in path", others) }
    facts.append(infusionFact)
    if let waiting = BridgeWords.waiting(body) {
      facts.add(body.infusion == .bridge ? "" : "bridge", waiting)
    }
    if isFull || body.patientBolus != nil { facts.add("patient", patientWords) }
    addReservoir(to: &facts)
    if isFull && !isLost { facts.add("filled", filledWords) }
    facts.add("battery", batteryWords, isWarning: body.status.flags.battery != .ok)
    if let words = replaceWords { facts.add("replace by", words) }
    if isFull { addPath(to: &facts) }
    addLastOrder(to: &facts)
    if body.silentMinutes > 0 { facts.add("tones", AlarmWords.silence(body)) }
    facts.add(alarms: body.status.alarms.list, none: "none")
    return facts
  }

  private func addPeriodic(to facts: inout [ScreenFact]) {
    guard let bolus = body.therapy.periodic else { return }
    facts.add("periodic", PeriodicWords.line(bolus))
    guard let minutes = body.minutesToPeriodicBolus else { return }
    // What falls due in a stopped pump is not made up for.
    let skipped = body.status.flags.isStopped ? ", and is skipped if still stopped" : ""
    facts.add("", PeriodicWords.due(minutes, body.clock) + skipped)
  }

  private func addPath(to facts: inout [ScreenFact]) {
    facts.add("pumped", pumpedWords)
    facts.add("path", PathWords.whole(body))
    guard let catheter else { return }
    facts.add("catheter", CatheterWords.line(catheter))
    if let empty = CatheterWords.empty(catheter) { facts.add("", empty, isWarning: true) }
  }

  /// Whether less flows than is programmed, or nothing.
  private var isHeld: Bool {
    Present(body) != .programme || body.status.alarms.obstacle != nil
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

  private var infusionFact: ScreenFact {
    let label = body.infusion?.replacesBasal == true ? infusionName : "bolus"
    guard let words = infusionWords else { return ScreenFact(label, "none") }
    let (left, whole) = (body.status.bolusRemainingNanograms, body.bolusNanograms)
    guard whole >= left, whole > 0 else { return ScreenFact(label, words) }
    return ScreenFact(label, words, gauge: ScreenGauge(UInt64(whole - left), of: UInt64(whole)))
  }

  /// What of it is still to come; `nil` when nothing runs beside the programme.
  private var infusionWords: String? {
    guard body.infusion != nil || body.status.flags.running == .bolus else { return nil }
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

  private func addReservoir(to facts: inout [ScreenFact]) {
    guard !isLost else {
      facts.add("reservoir", "unknown", isWarning: true)
      return addDates(to: &facts)
    }
    let capacity = UInt64(body.capacityNanolitres)
    let state = isAtAlarm ? " (reached)" : ""
    facts.append(
      ScreenFact(
        "reservoir", PathWords.volume(body.status.reservoirNanolitres),
        gauge: ScreenGauge(UInt64(body.status.reservoirNanolitres), of: capacity),
        note: "of \(capacity / 1_000_000) mL, "
          + "alarm at \(PathWords.volume(body.lowAlarmNanolitres))\(state)",
        isWarning: isAtAlarm))
    addDates(to: &facts)
  }

  private var isAtAlarm: Bool { body.isAtLowAlarm || running.lowAlarm?.seconds == 0 }

  /// By when the reservoir is to be refilled, why, and what else could make it due; nothing where
  /// nothing is known of it.
  private func addDates(to facts: inout [ScreenFact]) {
    let due = self.due
    guard due.isKnown else { return }
    let words = RefillDueWords(due, clock: body.clock)
    let moments = ForecastWords(running, clock: body.clock)
    facts.add("refill by", words.earliest)
    facts.add(
      "low alarm", "\(isAtAlarm ? "reached" : moments.lowAlarm); empty: \(moments.empty)")
    facts.add("stability", words.stability)
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
  private func addLastOrder(to facts: inout [ScreenFact]) {
    guard !isLost else { return facts.add("last order", "unknown") }
    guard let seconds = body.emergencySeconds, seconds >= (body.lastApplied?.therapySeconds ?? 0)
    else { return facts.add("last order", lastOrderWords) }
    facts.add("last order", "EMERGENCY minimum rate, without a card, \(Self.ago(seconds, body))")
    guard let last = body.lastApplied else { return }
    // Within one second nobody knows which of the two came first.
    facts.add(last.therapySeconds < seconds ? "before it" : "and", lastOrderWords)
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
