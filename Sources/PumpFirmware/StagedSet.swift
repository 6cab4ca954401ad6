import Quantities
import Telemetry

/// Everything that waits in a session for one commit. Spec: session.md, "Changing a programme".
struct StagedSet: Sendable {
  /// The record of a refill.
  var refill: StageRefill?
  /// Plans for a day schedule; they come into force with a programme that follows them.
  var plans = DayPlans()
  /// A programme.
  var therapy: StageTherapy?
  /// Settings of the patient bolus.
  var patientBolus: StagePatientBolus?
  /// What names the set as it is now, never zero.
  var token: UInt32 = 0

  /// Adds a part, in place of one of its kind.
  mutating func add(_ part: Request.Part) {
    switch part {
    case .therapy(let body): therapy = body
    case .dayPlan(let body): plans[body.number] = body.plan
    case .patientBolus(let body): patientBolus = body
    case .refill(let body): refill = body
    }
  }
}

extension PumpFirmware {
  /// Makes all that is staged on a state; where nothing is, it is refused for that.
  @inline(never)
  @_addressableSelf
  func applyStaged(
    for request: RequestType, to change: inout DurableState
  ) throws(Refusal) {
    guard let staged = session.staged else { throw Refusal(request, .nothingStaged) }
    try checkNoTemporaryRate(request)
    try apply(staged, for: request, to: &change)
  }

  /// Makes the changes of a set on a state, one after another, each checked in the state that the
  /// ones before lead to.
  @_addressableSelf
  func apply(
    _ set: @_addressable StagedSet, for request: RequestType, to change: inout DurableState
  ) throws(Refusal) {
    try checkReplacement(by: set, for: request, in: change)
    // What ran until now counts on; what the parts of a set lead to in between never runs.
    if set.refill != nil || set.therapy != nil { rememberDay(in: &change) }
    if let refill = set.refill { try apply(refill, for: request, to: &change) }
    if let therapy = set.therapy {
      try apply(therapy, set.plans, for: request, to: &change)
    } else if !set.plans.isEmpty {
      // Plans that nothing follows would be lost without a word.
      throw Refusal(request, .nothingStaged)
    }
    if let bolus = set.patientBolus { try apply(bolus, for: request, to: &change) }
    if set.therapy != nil || set.patientBolus != nil {
      // Whoever staged what makes the day that large had to say so.
      let isOverridden =
        set.patientBolus?.overridesSoftLimits ?? set.therapy?.overridesSoftLimits ?? false
      try allow(
        unusualDayOfPatient(of: programme(of: change), for: request, in: change),
        isOverridden: isOverridden, in: &change)
    }
    // A refill changes the flows of what nobody touched.
    guard set.refill != nil else { return }
    try profile.checkProgramme(for: request, in: change)
    try profile.checkPatientBolus(for: request, in: change)
  }

  @_addressableSelf
  private func apply(
    _ staging: StageTherapy, _ plans: DayPlans, for request: RequestType,
    to change: inout DurableState
  ) throws(Refusal) {
    change.therapy = staging.therapy
    if staging.therapy.mode == .daySchedule {
      guard change.clockBase != nil else { throw Refusal(request, .clockNotSet) }
      change.plans.merge(plans)
      change.plans.keepOnly(usedBy: staging.therapy.week)
      if !change.hasWholeWeek { throw Refusal(request, .planMissing) }
    } else {
      change.plans = DayPlans()
    }
    change.therapyRevision &+= 1
    change.nextPeriodic = staging.therapy.periodic.map {
      time.after(.minutes(UInt64($0.firstMinutes)))
    }
    try profile.checkProgramme(for: request, in: change)
    if staging.therapy.mode != .minimumRate {
      try profile.checkDrug(change.drug, for: request, in: change)
    }
    let isOverridden = staging.overridesSoftLimits
    let beyond = unusualDay(of: programme(of: change), for: request, in: change)
    try allow(beyond, isOverridden: isOverridden, in: &change)
    if let periodic = staging.therapy.periodic {
      let beyond = unusualBolus(periodic.dose, over: periodic.duration, for: request, in: change)
      try allow(beyond, isOverridden: isOverridden, in: &change)
    }
    let day = programme(of: change).largestDay
    change.log.append(
      .therapy, at: time, detail: staging.therapy.mode.rawValue,
      number: day.nanogramsRoundedDown, amount: UInt64(change.therapyRevision))
  }

  @_addressableSelf
  private func apply(
    _ staging: StagePatientBolus, for request: RequestType, to change: inout DurableState
  ) throws(Refusal) {
    change.patientBolus = staging.settings
    try profile.checkPatientBolus(for: request, in: change)
    if let bolus = staging.settings {
      try profile.checkDrug(change.drug, for: request, in: change)
      let beyond = unusualBolus(bolus.dose, over: bolus.duration, for: request, in: change)
      try allow(beyond, isOverridden: staging.overridesSoftLimits, in: &change)
    }
    let bolus = staging.settings
    change.log.append(
      .patientBolus, at: time, detail: bolus == nil ? 0 : 1, short: bolus?.lockoutMinutes ?? 0,
      number: bolus?.nanograms ?? 0,
      amount: UInt64(bolus?.milliseconds ?? 0) << 8 | UInt64(bolus?.maximumPerDay ?? 0))
  }

  /// Lets the programme that is about to end count for 24 hours more: its lowest rate as what may
  /// have flowed all day, what it gives above that as if it was given now.
  @_addressableSelf
  func rememberDay(in change: inout DurableState) {
    var former = evenVolume(of: change)
    if time < change.formerDayUntil { former = max(former, change.formerDay) }
    change.recentDoses.add(profile.volumeOfSpan(above: former, in: change), at: time)
    change.formerDay = former
    change.formerDayUntil = time.after(.hours(24))
  }
}
