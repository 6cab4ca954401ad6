import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// The fields of each form. Each takes one thing, with its unit, and says what it is.
extension Form {
  /// What stands on its screen, with what was typed so far.
  func nodes(_ typed: Act, _ problem: FormProblem?, _ facts: VisitFacts?, wall: WallClock?)
    -> [Node]
  {
    let fields = FormFields(typed: typed, problem: problem)
    switch self {
    case .steady:
      return [
        fields.field("dose", "Dose a day", hint: "with its unit", example: "110 mcg/day"),
        fields.field(
          "periodic", "Boluses on top, if any", hint: "dose, over which time, how often",
          example: PeriodicText.example),
        Self.indication(fields), Self.override(fields),
      ]
    case .schedule: return schedule(fields)
    case .periodic:
      return [
        fields.field(
          "periodic", "Boluses over minimum rate", hint: "dose, over which time, how often",
          example: PeriodicText.example),
        Self.override(fields),
      ]
    case .minimum:
      return [
        .text(
          "The pump gives only what keeps the catheter open. To the patient that is a stop: "
            + "withdrawal begins within days.", .warn)
      ]
    case .refill: return refill(fields, facts)
    case .bolus:
      return [
        fields.field("dose", "Dose of the bolus", example: "25 mcg"),
        fields.field("duration", "Given over", example: "10 min"), Self.override(fields),
      ]
    case .patientBolus:
      return [
        fields.choice(
          "allowed", "The patient may ask for a bolus", [("yes", "yes"), ("no", "no")]),
        fields.field("dose", "Dose of each", example: "10 mcg"),
        fields.field("duration", "Given over", example: "5 min"),
        fields.field("lockout", "No other for", example: "4 h"),
        fields.field("most", "How many in any 24 h", hint: "1 to 24", example: "3"),
        Self.override(fields),
      ]
    case .temporary:
      return [
        fields.field("dose", "Dose a day meanwhile, or stop", example: "50 mcg/day"),
        fields.field("length", "For how long", example: "4 h"),
        fields.choice("reason", "Why", Self.names(TemporaryReason.self) { $0.words }),
        Self.override(fields),
      ]
    case .prime:
      return [
        fields.choice("path", "What is filled", Self.names(PrimedPath.self) { $0.words }),
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
          [("auto", "as the pump's state says")] + Self.names(ClockReason.self) { $0.words }),
        fields.check("shift", "It may jump across a step of the schedule"),
      ]
    case .lowAlarm: return [fields.field("volume", "Alarm at", example: "2 mL")]
    case .silence:
      return [fields.field("length", "Silent for (0 min ends it)", example: "60 min")]
    case .stop, .resume, .cancelBolus, .cancelBridge, .endTemporary: return []
    }
  }

  private func schedule(_ fields: FormFields) -> [Node] {
    var nodes: [Node] = [
      fields.choice(
        "days", "On which days",
        [
          ("every day", "every day"), ("weekdays", "Monday to Friday; the weekend stays"),
          ("weekend", "Saturday and Sunday; the other days stay"),
        ])
    ]
    for step in 1...Self.steps {
      let start = step == 1 ? "00:00" : ""
      nodes.add(
        .group(
          "Step \(step)",
          [
            fields.field("from\(step)", "Begins at", value: start, example: "06:00"),
            fields.field(
              "dose\(step)", "Dose a day from then on", hint: "or minimum-rate",
              example: "150 mcg/day"),
          ]))
    }
    nodes += [Self.indication(fields), Self.override(fields)]
    return nodes
  }

  /// How many steps of a day can be typed.
  static var steps: Int { 5 }

  private func refill(_ fields: FormFields, _ facts: VisitFacts?) -> [Node] {
    var first: [Node] = []
    var rest: [Node] = []
    if let now = facts?.now, let running = facts?.running {
      // What is to be drawn out stands over the fields, and what else there is to know under them.
      let expected = RefillExpectation(
        now: now, running: running, drugs: facts?.drugs ?? .standard, face: .page
      ).facts.map { Node.Fact($0) }
      first = [.facts(Array(expected.prefix(1)))]
      rest = [.group("What to know before", [.facts(Array(expected.dropFirst()))])]
    }
    return first + refillFields(fields) + rest
  }

  private func refillFields(_ fields: FormFields) -> [Node] {
    [
      fields.field("withdrawn", "Drawn out", example: "2.5 mL"),
      fields.field("filled", "Filled in", example: "18 mL"),
      fields.field(
        "strength", "Strength filled in", hint: "empty: as it is", example: "2000 mcg/mL"),
      fields.field("dose", "A new dose, if any", example: "110 mcg/day"),
      fields.choice(
        "bridge", "The old strength in the path",
        [
          ("none", "nothing changes: same strength"),
          ("bridge", "a bridge at the old programme's flow"),
          ("flushed", "the path was flushed"),
          ("skip", "no bridge, by clinical judgement"),
        ]),
      fields.check("rinsed", "The reservoir was emptied and rinsed"),
      fields.check("discrepancy", "The volume drawn out is right, though it is not as expected"),
      fields.check("off", "Turn the patient's own bolus off"), Self.override(fields),
    ]
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
      fields.choice("reason", "What was done", Self.names(CatheterReason.self) { $0.words }),
      fields.choice("model", "Model", models),
      fields.field("implanted", "Implanted", example: "60 cm"),
      fields.field("cut", "Cut off", hint: "what is left of its length", example: "30 cm"),
      fields.field("tip", "Tip lies at", hint: "C1 to L5", example: "T10"),
    ]
  }

  private static func indication(_ fields: FormFields) -> Node {
    fields.choice(
      "indication", "Warn by the usual steps of",
      Indication.allCases.map { ($0.rawValue, $0.words) })
  }

  private static func override(_ fields: FormFields) -> Node {
    fields.check("override", "Go beyond the drug profile's usual limits")
  }

  private static func names<Case: NamedChoice>(
    _ type: Case.Type, _ words: (Case) -> String
  ) -> [(String, String)] {
    Case.all.map { ($0.name, words($0)) }
  }
}

/// Fields with what was typed in them.
struct FormFields {
  let typed: Act
  let problem: FormProblem?

  func field(
    _ id: String, _ label: String, value: String = "", hint: String = "", example: String
  ) -> Node {
    let written = typed.values.contains { $0.name == id } ? typed[id] : value
    return .field(
      Node.Field(
        id: id, label: label, value: written, placeholder: example, hint: hint,
        error: problem?.field == id ? problem?.words ?? "" : ""))
  }

  func choice(_ id: String, _ label: String, _ options: [(String, String)]) -> Node {
    let written = typed[id]
    return .choice(
      Node.Choice(
        id: id, label: label, value: written.isEmpty ? options.first?.0 ?? "" : written,
        options: options.map { Node.Option(id: $0.0, label: $0.1) }))
  }

  func check(_ id: String, _ label: String) -> Node {
    .check(id: id, label: label, isOn: typed.has(id))
  }
}
