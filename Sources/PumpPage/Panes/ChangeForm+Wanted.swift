import Clinic
import ClinicText
import Console
import PumpText
import Quantities
import Telemetry

/// What was typed, as what is wanted of the pump. Nothing is decided here: what can be wrong with
/// it is said by the readers of quantities, by Clinic, or by the pump.
extension ChangeForm {
  /// The change that was typed.
  func change(_ act: Act) throws(FormProblem) -> ChangeWanted {
    let overrides = act.has("override")
    switch self {
    case .steady:
      let wanted = try act.read("dose") { text throws(QuantityError) in
        try ProgrammeWanted(text, periodic: "")
      }
      guard !act["periodic"].isEmpty else {
        return ChangeWanted(.programme(wanted), overridesSoftLimits: overrides)
      }
      let both = try act.read("periodic") { text throws(QuantityError) in
        try ProgrammeWanted(act["dose"], periodic: text)
      }
      return ChangeWanted(.programme(both), overridesSoftLimits: overrides)
    case .minimum: return ChangeWanted(.programme(ProgrammeWanted(dose: nil, periodic: nil)))
    case .periodic:
      let wanted = try act.read("periodic") { text throws(QuantityError) in
        try ProgrammeWanted(periodic: text)
      }
      return ChangeWanted(.programme(wanted), overridesSoftLimits: overrides)
    case .schedule:
      return ChangeWanted(
        .schedule(try schedule(act), keepsOtherDays: act["days"] != "every day"),
        overridesSoftLimits: overrides)
    case .refill:
      return ChangeWanted(.refill(try refill(act)), overridesSoftLimits: overrides)
    case .patientBolus:
      return ChangeWanted(.patientBolus(try patientBolus(act)), overridesSoftLimits: overrides)
    }
  }

  private func schedule(_ act: Act) throws(FormProblem) -> ScheduleWanted {
    var steps: [String] = []
    for step in 1...Self.steps {
      let dose = act["dose\(step)"]
      guard !dose.isEmpty else { continue }
      let text = "\(act["from\(step)"]) \(dose)"
      _ = try act.read("dose\(step)", as: text) { text throws(QuantityError) in
        try ScheduleText.step(text)
      }
      steps.append(text)
    }
    var wanted = ScheduleWanted()
    let plan = try act.read("dose1", as: "") { _ throws(QuantityError) in
      try ScheduleText.day(steps)
    }
    do throws(WantedProblem) {
      try wanted.add(Self.days(act["days"]), plan)
    } catch {
      throw FormProblem("days", error.words.text(.page))
    }
    return wanted
  }

  private static func days(_ name: String) -> Weekdays {
    switch name {
    case "weekdays": Weekdays(0..<5)
    case "weekend": Weekdays(5..<7)
    default: .everyDay
    }
  }

  private func refill(_ act: Act) throws(FormProblem) -> RefillWanted {
    let withdrawn = try act.read("withdrawn") { text throws(QuantityError) in
      try ArgumentText.nanolitres(text)
    }
    _ = withdrawn
    var wanted = try act.read("filled") { text throws(QuantityError) in
      try RefillWanted(filled: text, withdrawn: act["withdrawn"])
    }
    if !act["strength"].isEmpty {
      wanted.concentration = try act.read("strength", QuantityText.concentration)
    }
    if !act["dose"].isEmpty {
      wanted.programme = try act.read("dose") { text throws(QuantityError) in
        try ProgrammeWanted(text, periodic: "")
      }
    }
    wanted.isRinsed = act.has("rinsed")
    wanted.turnsPatientBolusOff = act.has("off")
    wanted.acceptsDiscrepancy = act.has("discrepancy")
    wanted.decision = BridgeDecision(name: act["bridge"]) ?? .none
    wanted.skipReason = wanted.decision == .skip ? .clinicalJudgement : .none
    return wanted
  }

  private func patientBolus(
    _ act: Act
  ) throws(FormProblem) -> StagedChange.PatientBolusChange {
    if act["allowed"] == "no" { return .off }
    let nanograms = try act.read("dose", QuantityText.nanograms)
    let duration = try act.read("duration", QuantityText.duration)
    let lockout = try act.read("lockout") { text throws(QuantityError) in
      try ArgumentText.minutes(text, as: "the time without another")
    }
    let most = act["most"].wholeNumber.flatMap(UInt8.init(exactly:))
    let bolus = PatientBolus(
      nanograms: nanograms, milliseconds: UInt32(clamping: duration.rawValue),
      lockoutMinutes: lockout, maximumPerDay: most ?? 0)
    guard let bolus else {
      throw FormProblem("most", "A patient may ask for 1 to 24 a day, each of some drug and time.")
    }
    return .on(bolus)
  }
}

extension Act {
  /// Reads a field; what is wrong with it is the field's.
  func read<Value>(
    _ field: String, as text: String? = nil, _ body: (String) throws(QuantityError) -> Value
  ) throws(FormProblem) -> Value {
    do throws(QuantityError) {
      return try body(text ?? self[field])
    } catch {
      throw FormProblem(field, error.words(.page))
    }
  }
}
