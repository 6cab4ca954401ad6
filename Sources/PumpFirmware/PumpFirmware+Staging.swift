import Quantities
import Telemetry

/// A part of a change is checked with those staged before it, and held until all is committed.
/// Spec: therapy.md, "Changing the programme".
extension PumpFirmware {
  /// Puts a part among those that are staged. One that does not pass is taken out again, and what
  /// was staged before it stays.
  mutating func stage(_ part: Request.Part) throws(Refusal) -> Reply {
    try checkMemory(part.type)
    try checkNoTemporaryRate(part.type)
    let before = session.staged
    if session.staged == nil { session.staged = StagedSet() }
    session.staged?.add(part)
    do throws(Refusal) {
      try tryOut(part)
    } catch {
      session.staged = before
      throw error
    }
    session.nameStaged()
    return acknowledged(part.type)
  }

  /// Makes what has to be checked of a change on a copy of the state, which is then thrown away.
  @inline(never)
  @_addressableSelf
  private func tryOut(_ part: Request.Part) throws(Refusal) {
    var trial = state
    switch part {
    // Only its steps: what it makes of a day is told with the programme that follows it.
    case .dayPlan(let body): try profile.checkSteps(body.plan, for: .stageDayPlan)
    // By itself: a programme that suits the new strength may be staged behind it.
    case .refill(let body): try apply(body, for: .stageRefill, to: &trial)
    case .therapy, .patientBolus: try applyStaged(for: part.type, to: &trial)
    }
  }
}
