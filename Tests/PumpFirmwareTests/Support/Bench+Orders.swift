import PumpFirmware
import Quantities
import Telemetry
import TestSupport

/// The orders of the whole therapy, as a programmer gives them.
extension Bench {
  /// What the counter says, in nL.
  var counter: UInt32 {
    let state = firmware.state
    let pumped = (state.strokes - state.strokesAtFill) * profile.strokeVolume.rawValue
    return UInt32(state.filledVolume.rawValue - min(pumped, state.filledVolume.rawValue))
  }

  /// A refill of 20 mL of what is in the reservoir, drawn out as expected, unless told.
  func refill(
    _ change: (inout StageRefill) -> Void = { _ in }
  ) -> StageRefill {
    var refill = StageRefill(
      withdrawnNanolitres: counter, filledNanolitres: 20_000_000, drug: .baclofen,
      concentration: firmware.state.concentration, lowAlarmNanolitres: 2_000_000)
    change(&refill)
    return refill
  }

  /// A refill with another strength.
  func refill(strength: UInt32, _ bridge: BridgeDecision) -> StageRefill {
    refill {
      $0.concentration = .strength(strength)
      $0.bridge = bridge
      if bridge == .skip { $0.skipReason = .clinicalJudgement }
    }
  }

  func bridgeOrder(_ flow: FlowRate, version: UInt16 = 2) -> Order.Body {
    .startBridge(
      StartBridge(flowNanolitresPerDay: UInt32(flow.rawValue), volumesVersion: version))
  }

  @discardableResult
  mutating func startBridge(_ flow: FlowRate, version: UInt16 = 2) -> Reply? {
    confirm(bridgeOrder(flow, version: version))
  }

  @discardableResult
  mutating func cancelBridge() -> Reply? {
    confirm(.cancelBridge(ConfirmedOrder()))
  }

  /// Orders a temporary rate, or with a dose of zero a planned stop.
  @discardableResult
  mutating func startTemporary(
    _ nanogramsPerDay: UInt32, minutes: UInt16, overriding: Bool = false
  ) -> Reply? {
    ask(.startTemporaryRate(.of(nanogramsPerDay, minutes: minutes, overriding: overriding)))
  }

  @discardableResult
  mutating func endTemporary() -> Reply? { ask(.endTemporaryRate) }

  @discardableResult
  mutating func prime(_ path: PrimedPath = .wholePath, version: UInt16 = 2) -> Reply? {
    confirm(.startPrime(StartPrime(path, volumesVersion: version)))
  }

  @discardableResult
  mutating func requestBolus() -> Reply? { ask(.requestBolus) }

  @discardableResult
  mutating func setClock(
    _ clock: WallClock, _ reason: ClockReason = .set, acceptsShift: Bool = false
  ) -> Reply? {
    ask(.setClock(SetClock(clock, reason: reason, acceptsShift: acceptsShift)))
  }

  @discardableResult
  mutating func silence(_ minutes: UInt16) -> Reply? {
    ask(.silenceAlarms(SilenceAlarms(minutes: minutes)))
  }

  @discardableResult
  mutating func setLowAlarm(_ nanolitres: UInt32) -> Reply? {
    ask(.setLowAlarm(SetLowAlarm(nanolitres: nanolitres)))
  }

  /// Commits what is staged under the token its read-back has.
  @discardableResult
  mutating func commit() -> Reply? {
    guard case .staged(let report) = ask(.readBack) else { return nil }
    return confirm(.commit(Commit(token: report.token)))
  }

  /// Stages things one after another; gives the first refusal, and stops there.
  mutating func stage(_ parts: [Request.Part]) -> Refusal? {
    for part in parts {
      if let refusal = ask(part).refusal { return refusal }
    }
    return nil
  }

  /// Puts a schedule in force.
  @discardableResult
  mutating func change(
    to therapy: Therapy = .everyDay, _ plans: [PlanNumber: DayPlan]
  ) -> Reply? {
    for (number, plan) in plans {
      let answer = ask(.dayPlan(StageDayPlan(number, plan)))
      if !answer.isDone { return answer }
    }
    let answer = ask(.therapy(StageTherapy(therapy, overridesSoftLimits: true)))
    return answer.isDone ? commit() : answer
  }

  /// Puts a refill in force.
  @discardableResult
  mutating func make(_ refill: StageRefill) -> Reply? {
    let answer = ask(.refill(refill))
    return answer.isDone ? commit() : answer
  }

  /// Turns the patient bolus on, or off.
  @discardableResult
  mutating func setPatientBolus(_ bolus: PatientBolus?, overriding: Bool = false) -> Reply? {
    let answer = ask(
      .patientBolus(StagePatientBolus(bolus, overridesSoftLimits: overriding)))
    return answer.isDone ? commit() : answer
  }
}

extension StartTemporaryRate {
  /// A temporary rate for an examination.
  static func of(
    _ nanogramsPerDay: UInt32, minutes: UInt16, overriding: Bool = false
  ) -> StartTemporaryRate {
    StartTemporaryRate(
      dose: DoseRate(nanogramsPerDay: nanogramsPerDay) ?? .zero, minutes: minutes,
      reason: .imaging, overridesSoftLimits: overriding)
  }

  /// One that is no step from the sample's 100 mcg/day, and flows fast enough.
  static var sample: StartTemporaryRate { .of(100_000, minutes: 240) }
}
