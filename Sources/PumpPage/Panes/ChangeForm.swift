import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// A change of the programme or of the reservoir, with the fields that say which. Each field takes
/// one thing, with its unit, and says what it is.
enum ChangeForm: String, CaseIterable {
  case steady, schedule, periodic, minimum, refill, patientBolus = "patient-bolus"

  /// What it is found under.
  var workflow: Form.Workflow {
    switch self {
    case .refill: .fill
    case .steady, .schedule, .periodic, .minimum, .patientBolus: .adjust
    }
  }

  /// What it is called where it is chosen, and on its screen.
  var title: String {
    switch self {
    case .steady: "A steady dose"
    case .schedule: "Doses by time of day"
    case .periodic: "Boluses at regular times"
    case .minimum: "Minimum rate"
    case .refill: "Refill the reservoir"
    case .patientBolus: "The patient's own bolus"
    }
  }

  /// What stands on its screen, with what was typed so far.
  func nodes(_ fields: FormFields, _ facts: VisitFacts?) -> [Node] {
    switch self {
    case .steady:
      return [
        fields.field("dose", "Dose a day", hint: "with its unit", example: "110 mcg/day"),
        fields.field(
          "periodic", "Boluses on top, if any", hint: "dose, over which time, how often",
          example: PeriodicText.example),
        fields.indication, fields.override,
      ]
    case .schedule: return schedule(fields)
    case .periodic:
      return [
        fields.field(
          "periodic", "Boluses over minimum rate", hint: "dose, over which time, how often",
          example: PeriodicText.example),
        fields.override,
      ]
    case .minimum:
      return [
        .text(
          "The pump gives only what keeps the catheter open. To the patient that is a stop: "
            + "withdrawal begins within days.", .warn)
      ]
    case .refill: return refill(fields, facts)
    case .patientBolus:
      return [
        fields.choice(
          "allowed", "The patient may ask for a bolus", [("yes", "yes"), ("no", "no")]),
        fields.field("dose", "Dose of each", example: "10 mcg"),
        fields.field("duration", "Given over", example: "5 min"),
        fields.field("lockout", "No other for", example: "4 h"),
        fields.field("most", "How many in any 24 h", hint: "1 to 24", example: "3"),
        fields.override,
      ]
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
    nodes += [fields.indication, fields.override]
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
      fields.check("off", "Turn the patient's own bolus off"), fields.override,
    ]
  }
}
