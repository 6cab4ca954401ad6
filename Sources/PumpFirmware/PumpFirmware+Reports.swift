import Quantities
public import Telemetry

extension PumpFirmware {
  func status(at now: Instant) -> Status {
    var flags = Status.Flags()
    flags.isStopped = state.isStopped || failure != nil
    flags.isBolusRunning = state.integral.bolus != nil
    flags.hasStagedTherapy = session?.staged != nil
    flags.isClockSet = state.clockBase != nil
    flags.battery = batteryState
    let running = state.integral.bolus
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

  func interrogation(at now: Instant) -> Interrogation {
    let running = state.integral.bolus
    let pumped = profile.strokeVolume.times(state.strokes)
    return Interrogation(
      identity: profile.identity, status: status(at: now), clock: state.clock(at: time),
      capacityNanolitres: UInt32(clamping: profile.capacity.rawValue),
      lowAlarmNanolitres: UInt32(clamping: state.lowAlarmVolume.rawValue),
      minutesToLowAlarm: minutes(untilReservoirReaches: state.lowAlarmVolume),
      minutesToEmpty: minutes(untilReservoirReaches: .zero),
      drug: state.drug, concentration: state.concentration, therapy: state.therapy,
      therapyRevision: state.therapyRevision, monthsToReplacement: monthsToReplacement,
      pumpedNanolitres: pumped?.rawValue ?? .max,
      pathNanolitres: UInt32(clamping: profile.pathVolume.rawValue),
      lastApplied: state.lastApplied.map {
        Interrogation.Applied($0.request, therapySeconds: UInt32(clamping: $0.time.seconds))
      },
      bolusNanograms: running?.dose.nanogramsRoundedDown ?? 0,
      bolusRemainingMilliseconds: UInt32(
        clamping: running.flatMap { $0.end.minus(time)?.rawValue } ?? 0),
      droppedFrames: UInt32(clamping: frameCounters.droppedInAll))
  }

  /// A programme with what follows from it.
  func report(_ therapy: Therapy, token: UInt32) -> TherapyReport {
    let daily = programmedPerDay(therapy, state.concentration)
    let flow = state.concentration.volumeRoundedDown(holding: daily)
    return TherapyReport(
      token: token, therapy: therapy, drug: state.drug, concentration: state.concentration,
      dailyNanograms: daily.nanogramsRoundedDown,
      flowNanolitresPerDay: UInt32(clamping: flow.rawValue),
      minutesToTip: minutesToTip(drugPerDay: daily))
  }

  /// Minutes, rounded up, in which a flow moves the volume between reservoir and catheter tip.
  private func minutesToTip(drugPerDay: Picograms) -> UInt32? {
    guard drugPerDay > .zero else { return nil }
    let path = state.concentration.drug(in: profile.pathVolume)
    let product = path.rawValue.multipliedFullWidth(by: 1440)
    guard product.high < drugPerDay.rawValue else { return nil }
    let (minutes, rest) = drugPerDay.rawValue.dividingFullWidth(product)
    return UInt32(clamping: min(rest == 0 ? minutes : minutes + 1, 0xFFFF_FFFE))
  }

  /// Whether a pump could have been implanted with this state: its programme must be within the
  /// device's hard limits. The first limit it breaks is thrown.
  public static func checkImplant(
    _ state: DurableState, _ profile: DeviceProfile
  ) throws(Refusal) {
    let pump = PumpFirmware(unchecked: state, profile: profile)
    try pump.checkLimits(
      StageTherapy(state.therapy, overridesSoftLimits: true), for: .stageTherapy, in: state)
  }
}
