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
    _ = try act.read("dose", OrderText.bolusDose)
    _ = try act.read("duration", OrderText.bolusTime)
    _ = try act.read("lockout", PatientBolusText.lockout)
    let most = act["most"].wholeNumber.flatMap(UInt8.init(exactly:)) ?? 0
    let isCount = (1...PatientBolus.mostPerDay).contains(most)
    return .on(
      try act.read(isCount ? "duration" : "most") { _ throws(QuantityError) in
        try PatientBolusText.read(
          dose: act["dose"], over: act["duration"], lockout: act["lockout"], maximumPerDay: most)
      })
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
