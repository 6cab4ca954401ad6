import Quantities
import Telemetry

/// A part of a change is checked with those staged before it, and held until all is committed.
/// Spec: therapy.md, "Changing the programme".
extension PumpFirmware {
  mutating func stage(_ part: Request.Part) throws(Refusal) -> Reply {
    switch part {
    case .therapy(let body): try stage(body)
    case .dayPlan(let body): try stage(body)
    case .patientBolus(let body): try stage(body)
    case .refill(let body): try stage(body)
    }
  }

  private mutating func stage(_ body: StageTherapy) throws(Refusal) -> Reply {
    var set = try stagedSet(for: .stageTherapy)
    set.therapy = body
    return try tryAndHold(set, for: .stageTherapy)
  }

  private mutating func stage(_ body: StagePatientBolus) throws(Refusal) -> Reply {
    var set = try stagedSet(for: .stagePatientBolus)
    set.patientBolus = body
    return try tryAndHold(set, for: .stagePatientBolus)
  }

  /// Only its steps: what it makes of a day is told with the programme that follows it.
  private mutating func stage(_ body: StageDayPlan) throws(Refusal) -> Reply {
    var set = try stagedSet(for: .stageDayPlan)
    try profile.checkSteps(body.plan, for: .stageDayPlan)
    set.plans[body.number] = body.plan
    return hold(set, for: .stageDayPlan)
  }

  /// By itself: a programme that suits the new strength may be staged behind it.
  private mutating func stage(_ body: StageRefill) throws(Refusal) -> Reply {
    var set = try stagedSet(for: .stageRefill)
    set.refill = body
    var trial = state
    try apply(body, for: .stageRefill, to: &trial)
    return hold(set, for: .stageRefill)
  }

  /// What is staged so far.
  private func stagedSet(for type: RequestType) throws(Refusal) -> StagedSet {
    try checkMemory(type)
    return session?.staged ?? StagedSet()
  }

  private mutating func tryAndHold(
    _ set: StagedSet, for type: RequestType
  ) throws(Refusal) -> Reply {
    var trial = state
    try apply(set, for: type, to: &trial)
    return hold(set, for: type)
  }

  private mutating func hold(_ set: StagedSet, for type: RequestType) -> Reply {
    session?.stage(set)
    return acknowledged(type)
  }
}
