import Quantities
public import Telemetry

extension PumpFirmware {
  @_addressableSelf
  func status(at now: Instant) -> Status {
    let running = state.integral.infusion
    var flags = Status.Flags()
    flags.isStopped = state.isStopped || failure != nil
    flags.running = running?.kind.inStatus ?? .nothing
    flags.hasStagedTherapy = session.staged != nil
    flags.isTemporary = state.temporary.isRunning
    flags.isClockSet = state.clockBase != nil
    flags.battery = batteryState
    let toCome = running.map { $0.dose - $0.counted } ?? .zero
    return Status(
      therapySeconds: UInt32(clamping: time.seconds), linkClock: Self.linkClock(now),
      reservoirNanolitres: UInt32(clamping: reservoir.rawValue),
      basalNanogramsPerDay: state.integral.basalPerDay.nanogramsRoundedDown,
      bolusRemainingNanograms: toCome.nanogramsRoundedDown,
      lastApplied: state.lastApplied?.command, alarms: state.alarms,
      batteryPercent: UInt8(UInt64(state.batteryReading) / 100), mode: state.therapy.mode,
      flags: flags)
  }

  @_addressableSelf
  func interrogation(at now: Instant) -> Interrogation {
    let running = state.integral.infusion
    let pumped = profile.strokeVolume.times(state.strokes)
    let path = profile.path
    var temporary = state.temporary
    temporary.count(to: time)
    let isTemporary = temporary.isRunning
    let holdsFormer = pathContent(of: state).former > .zero
    return Interrogation(
      identity: profile.identity, status: status(at: now), clock: state.clock(at: time),
      capacityNanolitres: UInt32(clamping: profile.capacity.rawValue),
      lowAlarmNanolitres: UInt32(clamping: state.lowAlarmVolume.rawValue),
      drug: state.drug, concentration: state.concentration, therapy: state.therapy,
      therapyRevision: state.therapyRevision,
      pumpedNanolitres: pumped?.rawValue ?? .max,
      pathNanolitres: UInt32(clamping: pathVolume(of: state).rawValue),
      lastApplied: state.lastApplied.map {
        Interrogation.Applied($0.request, therapySeconds: UInt32(clamping: $0.time.seconds))
      },
      infusion: running?.kind, bolusNanograms: running?.dose.nanogramsRoundedDown ?? 0,
      bolusRemainingMilliseconds: UInt32(
        clamping: running.flatMap { $0.end.minus(time)?.rawValue } ?? 0),
      bridgeWaitingNanolitres: UInt32(
        clamping: state.concentration.volumeRoundedUp(holding: state.bridgeWaiting).rawValue),
      droppedFrames: UInt32(clamping: frameCounters.droppedInAll),
      tubingNanolitres: UInt32(clamping: path.tubing.rawValue), volumesVersion: path.version,
      filledNanolitres: UInt32(clamping: state.filledVolume.rawValue),
      filledSeconds: UInt32(clamping: state.filledAt.seconds), refills: state.refills,
      residualNanolitres: UInt32(clamping: path.residual.rawValue),
      programmedPicograms: state.integral.programmed.rawValue, silentMinutes: silentMinutes,
      patientBolus: state.patientBolus,
      primeFlowNanolitresPerDay: UInt32(clamping: path.primeFlow.rawValue),
      minutesToPeriodicBolus: minutesToPeriodicBolus,
      emergencySeconds: state.isAtEmergencyRate ? state.emergencySeconds : nil,
      temporaryReason: isTemporary ? temporary.reason : nil,
      temporaryNanogramsPerDay: temporary.dose.nanogramsPerDay, temporaryMinutes: temporary.minutes,
      temporarySecondsLeft: isTemporary ? ahead(of: temporary.end).seconds : 0,
      temporaryNanograms: temporary.given(by: time).nanogramsRoundedDown,
      foregoneNanograms: temporary.foregone.nanogramsRoundedDown,
      formerDrug: holdsFormer ? state.formerDrug : nil,
      olderDrug: holdsFormer ? state.olderDrug : nil)
  }

  /// Minutes, rounded up, until a bolus of the programme is due; `nil` when none is to come.
  private var minutesToPeriodicBolus: UInt32? {
    @_addressableSelf get {
      guard state.therapy.periodic != nil, failure == nil else { return nil }
      return state.nextPeriodic.map { ahead(of: $0).minutes(from: nil) }
    }
  }

  /// The programme of a state with what follows from it; `token` is zero for the committed one.
  @_addressableSelf
  func report(_ state: @_addressable DurableState, token: UInt32) -> TherapyReport {
    let programme = programme(of: state)
    let day = programme.largestDay
    let flow = state.concentration.volumeRoundedDown(holding: day)
    return TherapyReport(
      token: token, therapy: state.therapy, drug: state.drug, concentration: state.concentration,
      dailyNanograms: day.nanogramsRoundedDown,
      leastDailyNanograms: programme.smallestDay.nanogramsRoundedDown,
      flowNanolitresPerDay: UInt32(clamping: flow.rawValue))
  }

  /// The staged programme as it would be, after everything that is staged.
  @_addressableSelf
  @inline(never)
  func readBack() throws(Refusal) -> TherapyReport {
    var change = state
    try applyStaged(for: .readBack, to: &change)
    return report(change, token: session.staged?.token ?? 0)
  }

  /// One day plan, in force or staged.
  @_addressableSelf
  func report(_ request: ReadDayPlan) throws(Refusal) -> DayPlanReport {
    let plans = request.source == .committed ? state.plans : session.staged?.plans ?? DayPlans()
    guard let plan = plans[request.number] else { throw Refusal(.readDayPlan, .planMissing) }
    return DayPlanReport(request.number, request.source, plan)
  }

  /// The patient bolus, in force or staged.
  @_addressableSelf
  func reportPatientBolus(_ source: Source) throws(Refusal) -> PatientBolusReport {
    var settings = state.patientBolus
    if source == .staged {
      guard let staged = session.staged?.patientBolus else {
        throw Refusal(.readPatientBolus, .nothingStaged)
      }
      settings = staged.settings
    }
    return PatientBolusReport(
      source: source, settings: settings,
      startedToday: state.patientStarts.count(in24HoursBefore: time),
      lockoutSecondsLeft: UInt32(clamping: lockoutLeft(in: state)),
      maximumSecondsLeft: maximumLeft,
      deniedInAll: state.patientDenied)
  }

  /// Whether a pump could have been implanted with this state: its programme must be within the
  /// device's hard limits. The first limit it breaks is thrown.
  public static func checkImplant(
    _ state: DurableState, _ profile: DeviceProfile
  ) throws(Refusal) {
    if state.therapy.mode == .daySchedule {
      if state.clockBase == nil { throw Refusal(.stageTherapy, .clockNotSet) }
      if !state.hasWholeWeek { throw Refusal(.stageTherapy, .planMissing) }
    }
    try profile.checkProgramme(for: .stageTherapy, in: state)
    try profile.checkPatientBolus(for: .stagePatientBolus, in: state)
  }
}
