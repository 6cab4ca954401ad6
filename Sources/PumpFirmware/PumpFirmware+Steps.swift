import Quantities
import Telemetry

/// The drug profile's largest step: what goes beyond it needs its total confirmed. Spec:
/// therapy.md, "Largest step".
extension PumpFirmware {
  /// What is told of a state that an order or a staged set leads to, before anybody consents.
  @_addressableSelf
  func stepFigures(of change: @_addressable DurableState, for subject: ForecastSubject)
    -> Forecast.StepFigures
  {
    // Of another drug nothing was in force.
    let range =
      change.drug == state.drug
      ? state.formerTotals.range(at: time, with: totalsInForce) : nil
    return Forecast.StepFigures(
      mostNanograms: subject == .running ? mostNanogramsNow() : mostNanograms(in: change),
      formerLeastNanograms: range?.lowLeast ?? 0, formerMostNanograms: range?.highWithPatient ?? 0,
      tipNanograms: subject == .prime ? change.primeAtTip : 0,
      beyond: finding(of: change, for: subject)?.rule ?? .none)
  }

  // MARK: Totals

  /// The totals of a state's programme and patient bolus.
  @inline(never)
  @_addressableSelf
  func totals(of state: @_addressable DurableState) -> DayTotals {
    DayTotals(programme(of: state), state.patientBolus)
  }

  /// The drug that minimum rate gives in a day.
  private var minimumPerDay: Picograms {
    @_addressableSelf get {
      profile.limits.minimumRate.drugPerDay(at: state.concentration)
    }
  }

  /// The totals in force now; `nil` while delivery is stopped or has ended.
  private var totalsInForce: DayTotals? {
    @_addressableSelf get {
      guard failure == nil, !state.isStopped, !state.temporary.isPlannedStop else { return nil }
      if state.temporary.isRunning { return profile.temporaryTotals(of: state) }
      return state.isAtEmergencyRate ? DayTotals(steady: minimumPerDay) : totals(of: state)
    }
  }

  /// Has the totals in force end with a change, if they do: they count for 24 hours more.
  @_addressableSelf
  func endTotals(in change: inout DurableState) {
    guard change.drug == state.drug, let running = totalsInForce else { return }
    let isSame =
      !change.isStopped && change.temporary.isRunning == state.temporary.isRunning
      && change.isAtEmergencyRate == state.isAtEmergencyRate
      && (change.isAtEmergencyRate || change.temporary.isRunning
        || totals(of: change) == running)
    if !isSame { change.formerTotals.end(running, at: time) }
  }

  /// The most drug that any 24 hours will hold, in ng, while a state's programme runs: with all
  /// boluses that the patient may have, the ordered boluses and primes of the last 24 hours, and
  /// the one that runs. A bridge counts as flowing all day, in the liquid that it moves; where that
  /// is of another drug, it gives nothing of this one. So does a temporary rate.
  @_addressableSelf
  func mostNanograms(in state: @_addressable DurableState) -> UInt32 {
    mostNanograms(of: programme(of: state), state.patientBolus, in: state)
  }

  @_addressableSelf
  private func mostNanograms(
    of programme: ProgrammeInfusion?, _ patient: PatientBolus?, in state: @_addressable DurableState
  ) -> UInt32 {
    var even = Picograms.zero
    if state.isBridging && programme != nil {
      even = state.bridgeFlow.drugPerDay(at: strengthAtTip(of: state))
      if isOtherDrugInPath(of: state) {
        even = movesOnlyFormer(state) ? .zero : state.bridgeFlow.drugPerDay(at: state.concentration)
      }
    }
    if programme != nil { even = max(even, state.temporary.dose.perDay) }
    var sum = even + (programme?.largestSpan(above: even) ?? .zero)
    sum += patient?.mostPerDay ?? .zero
    sum += state.givenDoses.total(at: time)
    switch state.integral.infusion?.kind {
    case .bolus: sum += state.integral.infusion?.dose ?? .zero
    case .prime: sum += Picograms(nanograms: state.primeAtTip)
    case .patientBolus, .periodicBolus, .bridge, nil: break
    }
    return sum.nanogramsRoundedUp
  }

  /// Whether what is left of a bridge moves no more than what lies in the path from before, but for
  /// the strokes at either end.
  @_addressableSelf
  private func movesOnlyFormer(_ state: @_addressable DurableState) -> Bool {
    var left = state.bridgeWaiting
    if let running = state.integral.infusion, running.kind == .bridge {
      left += running.dose - running.counted
    }
    let content = pathContent(of: state)
    let stroke = profile.strokeVolume
    return state.concentration.volumeRoundedUp(holding: left)
      <= content.former + content.empty + stroke + stroke
  }

  /// The same as things are: nothing but what was given while delivery is stopped.
  @_addressableSelf
  private func mostNanogramsNow() -> UInt32 {
    if state.isStopped || failure != nil { return mostNanograms(of: nil, nil, in: state) }
    guard state.isAtEmergencyRate else { return mostNanograms(in: state) }
    let least = ProgrammeInfusion(.minimumRate, state.plans, state.concentration, profile.limits)
    return mostNanograms(of: least, nil, in: state)
  }

  // MARK: Rules

  /// How that which led to a state is a step; `nil` when it is within every rule.
  @_addressableSelf
  func finding(of change: @_addressable DurableState, for subject: ForecastSubject) -> StepFinding?
  {
    switch subject {
    // What was to come by itself is no step when it comes earlier.
    case .running, .endTemporary: nil
    case .temporary: temporaryFinding(change)
    case .staged: stagedFinding(change)
    case .bolus:
      Self.bolusFinding(
        change.integral.infusion?.dose ?? .zero, .bolusAboveHalf, of: totals(of: state),
        share: largestShare)
    case .prime: primeFinding(change)
    case .bridge: bridgeFinding(change)
    case .resume: resumeFinding(change)
    // Old liquid that lies in the path goes on at the new flow.
    case .cancelBridge: cancelFinding
    }
  }

  /// The largest share of a day's dose that comes at once, in percent.
  private var largestShare: UInt64 {
    @_addressableSelf get { UInt64(profile.usual(of: state).largestShare) }
  }

  /// How the end of a bridge is a step. Not by `&&`, whose closure would take a copy of the whole
  /// pump onto the stack.
  private var cancelFinding: StepFinding? {
    @_addressableSelf get {
      var isOld = strengthAtTip(of: state) != state.concentration
      if isOtherDrugInPath(of: state) { isOld = true }
      return isOld ? StepFinding(rule: .bridgeSkipped, limit: 0) : nil
    }
  }

  /// How a prime is a step: by what it pushes out of the tip, and whatever that is of another drug.
  @_addressableSelf
  private func primeFinding(_ change: @_addressable DurableState) -> StepFinding? {
    let finding = Self.bolusFinding(
      Picograms(nanograms: change.primeAtTip), .primeReachesTip, of: totals(of: state),
      share: largestShare)
    if finding != nil { return finding }
    return isOtherDrugInPath(of: state) ? StepFinding(rule: .primeReachesTip, limit: 0) : nil
  }

  @_addressableSelf
  private func stagedFinding(_ change: @_addressable DurableState) -> StepFinding? {
    guard let set = session.staged else { return nil }
    if change.drug != state.drug { return StepFinding(rule: .drugReplaced, limit: 0) }
    if let finding = programmeFinding(change) { return finding }
    if let finding = bolusFinding(change) { return finding }
    let isOtherStrength = change.concentration != state.concentration
    guard isOtherStrength, set.refill?.bridge == .skip else { return nil }
    return StepFinding(rule: .bridgeSkipped, limit: 0)
  }

  /// Holds a programme against those that were in force; one that is not changed is no step. What
  /// is committed while delivery is stopped, or at emergency rate, flows from `resume` on, which is
  /// held against minimum rate too.
  @_addressableSelf
  private func programmeFinding(_ change: @_addressable DurableState) -> StepFinding? {
    let percent = profile.usual(of: state).largestStep
    let isRunning = totalsInForce != nil && !state.isAtEmergencyRate
    let old = programme(of: state)
    let new = programme(of: change)
    // Minimum rate is a flow without effect, whose drug follows the strength.
    let isIdle = state.therapy.mode == .minimumRate && change.therapy.mode == .minimumRate
    if isIdle && state.patientBolus == change.patientBolus { return nil }
    let will = totals(of: change)
    var isSame = will == totals(of: state)
    var ofDay: StepFinding?
    for weekday in 0..<7 {
      let was = DayTotals(steady: old.total(of: weekday))
      let becomes = DayTotals(steady: new.total(of: weekday))
      if was == becomes { continue }
      isSame = false
      if isRunning && ofDay == nil {
        ofDay = TotalsRange(was).finding(becomes, percent: percent)
      }
    }
    if isSame { return nil }
    let range = state.formerTotals.range(at: time, with: isRunning ? totals(of: state) : nil)
    return range?.finding(will, percent: percent) ?? ofDay
  }

  /// Holds the boluses of a programme and of the patient against its smallest day. One that was so
  /// before is not asked for again.
  @_addressableSelf
  private func bolusFinding(_ change: @_addressable DurableState) -> StepFinding? {
    let was = totals(of: state)
    let will = totals(of: change)
    let share = largestShare
    func finding(_ dose: Picograms?, before: Picograms?) -> StepFinding? {
      guard let dose,
        let finding = Self.bolusFinding(dose, .bolusAboveHalf, of: will, share: share)
      else { return nil }
      let wasSo = Self.bolusFinding(dose, .bolusAboveHalf, of: was, share: share) != nil
      return dose == before && wasSo ? nil : finding
    }
    let periodic = finding(change.therapy.periodic?.dose, before: state.therapy.periodic?.dose)
    if periodic != nil { return periodic }
    return finding(change.patientBolus?.dose, before: state.patientBolus?.dose)
  }

  /// Holds a dose that comes at once against the smallest day.
  private static func bolusFinding(
    _ dose: Picograms, _ rule: StepRule, of totals: DayTotals, share: UInt64
  ) -> StepFinding? {
    // dose / 1000 > least * share / 100, in which no product overflows.
    guard dose.rawValue > UInt64(totals.least) * 10 * share else { return nil }
    return StepFinding(rule: rule, limit: UInt64(totals.least) * share / 100)
  }

  /// How the end of a stop or of the emergency rate is a step: from what was in force in the last
  /// 24 hours, which may be nothing.
  @_addressableSelf
  private func resumeFinding(_ change: @_addressable DurableState) -> StepFinding? {
    let will = totals(of: change)
    guard will.mostWithPatient > minimumPerDay.nanogramsRoundedUp else { return nil }
    guard let range = state.formerTotals.range(at: time, with: totalsInForce) else {
      return StepFinding(rule: .aboveDouble, limit: 0)
    }
    return range.finding(will, percent: profile.usual(of: state).largestStep)
  }

  /// How a temporary rate is a step; a planned stop is none, as a stop is not.
  @_addressableSelf
  private func temporaryFinding(_ change: @_addressable DurableState) -> StepFinding? {
    guard change.temporary.dose > .zero else { return nil }
    return state.formerTotals.range(at: time, with: totalsInForce)?
      .finding(
        profile.temporaryTotals(of: change), percent: profile.usual(of: state).largestStep)
  }

  /// How the flow of a bridge is a step.
  @_addressableSelf
  private func bridgeFinding(_ change: @_addressable DurableState) -> StepFinding? {
    if isOtherDrugInPath(of: state) { return StepFinding(rule: .drugReplaced, limit: 0) }
    let day = change.bridgeFlow.drugPerDay(at: strengthAtTip(of: state))
    return state.formerTotals.range(at: time, with: totalsInForce)?
      .finding(DayTotals(steady: day), percent: profile.usual(of: state).largestStep)
  }

  /// Lets an order that is a step pass when its total was confirmed, which is logged; a total that
  /// was confirmed has to be the pump's in any case.
  @inline(never)
  @_addressableSelf
  func confirm(
    _ confirmed: UInt32, _ subject: ForecastSubject, for request: RequestType,
    in change: inout DurableState
  ) throws(Refusal) {
    let finding = finding(of: change, for: subject)
    guard finding != nil || confirmed != 0 else { return }
    let most = mostNanograms(in: change)
    if let finding, confirmed == 0 {
      throw Refusal(request, .totalUnconfirmed, asked: UInt64(most), limit: finding.limit)
    }
    guard confirmed == most else {
      throw Refusal(request, .totalMismatch, asked: UInt64(confirmed), limit: UInt64(most))
    }
    guard let finding else { return }
    change.log.append(
      .override, at: time, detail: RefusalCode.totalUnconfirmed.rawValue, number: most,
      amount: finding.limit)
  }
}
