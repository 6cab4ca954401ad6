import Clinic
import ClinicText
import Console
import PumpText
import Quantities
import Telemetry

/// Whatever else a clinician can have done: one order each, with the fields that say how, in one
/// place. Each field takes one thing, with its unit, and says what it is.
enum OrderForm: String, CaseIterable {
  case bolus, temporary, prime, bridge, catheter, clock, lowAlarm = "low-alarm", silence
  case stop, resume, cancelBolus = "cancel-bolus", cancelBridge = "cancel-bridge"
  case endTemporary = "end-temporary"

  /// What it is found under.
  var workflow: Form.Workflow {
    switch self {
    case .clock, .catheter, .prime: .implant
    case .bolus, .temporary, .bridge, .lowAlarm, .silence, .stop, .resume, .cancelBolus,
      .cancelBridge, .endTemporary:
      .more
    }
  }

  /// What it is called where it is chosen, and on its screen.
  var title: String {
    switch self {
    case .bolus: "A single bolus"
    case .temporary: "Another rate for some time"
    case .prime: "Fill the path (prime)"
    case .bridge: "A bridge"
    case .catheter: "The catheter"
    case .clock: "The pump's clock"
    case .lowAlarm: "The low-reservoir alarm"
    case .silence: "Silence the tones"
    case .stop: "Stop the pump"
    case .resume: "Resume delivery"
    case .cancelBolus: "End the bolus or prime"
    case .cancelBridge: "End the bridge"
    case .endTemporary: "End the temporary rate"
    }
  }

  /// Whether it makes sense for a pump as it was read.
  func isOffered(_ now: Interrogation) -> Bool {
    switch self {
    case .resume: now.status.flags.isStopped || Present(now).isEmergency
    case .stop: !now.status.flags.isStopped
    case .cancelBolus: now.infusion != nil && now.infusion != .bridge
    case .cancelBridge: now.infusion == .bridge || now.bridgeWaitingNanolitres > 0
    case .endTemporary: TemporaryState(now) != nil
    case .silence: !now.status.alarms.isEmpty
    case .bolus, .temporary, .prime, .bridge, .catheter, .clock, .lowAlarm: true
    }
  }

  /// What stands on its screen, with what was typed so far.
  func nodes(_ fields: FormFields, _ facts: VisitFacts?, wall: WallClock?) -> [Node] {
    switch self {
    case .bolus:
      return [
        fields.field("dose", "Dose of the bolus", example: "25 mcg"),
        fields.field("duration", "Given over", example: "10 min"), fields.override,
      ]
    case .temporary:
      return [
        fields.field("dose", "Dose a day meanwhile, or stop", example: "50 mcg/day"),
        fields.field("length", "For how long", example: "4 h"),
        fields.choice("reason", "Why", FormFields.names(TemporaryReason.self) { $0.words }),
        fields.override,
      ]
    case .prime:
      return [
        fields.choice("path", "What is filled", FormFields.names(PrimedPath.self) { $0.words }),
        .text("No therapy: it fills the path with the drug. Basal infusion waits meanwhile."),
      ]
    case .bridge:
      return [fields.field("flow", "Flow of the bridge", example: "0.048 mL/day")]
    case .catheter: return catheter(fields, facts)
    case .clock:
      let now = wall.map(QuantityWords.clock) ?? ""
      return [
        fields.field("clock", "Date and time", value: now, example: "2026-03-02 08:00"),
        fields.choice(
          "reason", "Why it is set",
          [("auto", "as the pump's state says")] + FormFields.names(ClockReason.self) { $0.words }),
        fields.check("shift", "It may jump across a step of the schedule"),
      ]
    case .lowAlarm: return [fields.field("volume", "Alarm at", example: "2 mL")]
    case .silence:
      return [fields.field("length", "Silent for (off ends it)", example: "60 min")]
    case .stop, .resume, .cancelBolus, .cancelBridge, .endTemporary: return []
    }
  }

  private func catheter(_ fields: FormFields, _ facts: VisitFacts?) -> [Node] {
    let told = facts?.catheter
    var models: [(String, String)] = []
    if let told {
      for number in told.numbers {
        let name = told.model(number).name.string
        let length = CatheterWords.length(told.model(number).stockMillimetres)
        models.append((name, "\(name), made in \(length)"))
      }
    }
    return [
      fields.choice("reason", "What was done", FormFields.names(CatheterReason.self) { $0.words }),
      fields.choice("model", "Model", models),
      fields.field("implanted", "Implanted", example: "60 cm"),
      fields.field("cut", "Cut off", hint: "what is left of its length", example: "30 cm"),
      fields.field("tip", "Tip lies at", hint: "C1 to L5", example: "T10"),
    ]
  }

  /// The order that was typed.
  func order(_ act: Act) throws(FormProblem) -> OrderWanted {
    switch self {
    case .bolus:
      return .bolus(
        nanograms: try act.read("dose", OrderText.bolusDose),
        duration: try act.read("duration", OrderText.bolusTime),
        overridesSoftLimits: act.has("override"))
    case .temporary:
      let reason = TemporaryReason(name: act["reason"]) ?? .other
      return .temporary(
        try act.read(Self.isLength(act["length"]) ? "dose" : "length") {
          _ throws(QuantityError) in
          try TemporaryWanted(
            act["dose"], length: act["length"], reason: reason,
            overridesSoftLimits: act.has("override"))
        })
    case .prime: return .prime(PrimedPath(name: act["path"]) ?? .wholePath)
    case .bridge: return try act.read("flow", OrderText.bridge)
    case .catheter:
      return .catheter(
        try act.read(Self.catheterField(act)) { _ throws(QuantityError) in
          try CatheterWanted(
            CatheterReason(name: act["reason"]) ?? .implant, model: Self.some(act["model"]),
            implanted: Self.words(act["implanted"]), cut: Self.words(act["cut"]),
            tip: Self.some(act["tip"]), content: nil)
        })
    case .clock:
      return .setClock(
        try act.read("clock", QuantityWords.parseClock), reason: ClockReason(name: act["reason"]),
        acceptsShift: act.has("shift"))
    case .lowAlarm: return try act.read("volume", OrderText.lowAlarm)
    case .silence: return try act.read("length", OrderText.silenceAlarms)
    case .stop: return .stop
    case .resume: return .resume
    case .cancelBolus: return .cancelBolus
    case .cancelBridge: return .cancelBridge
    case .endTemporary: return .endTemporary
    }
  }

  private static func isLength(_ text: String) -> Bool {
    (try? QuantityText.duration(text)) != nil
  }

  /// The field whose problem it is, if there is one.
  private static func catheterField(_ act: Act) -> String {
    for field in ["implanted", "cut"] where !act[field].isEmpty {
      if (try? QuantityText.millimetres(act[field])) == nil { return field }
    }
    return act["tip"].isEmpty ? "implanted" : "tip"
  }

  private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func words(_ text: String) -> [String] { text.fields(between: " ") }
}
