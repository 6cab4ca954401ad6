import Quantities
import Telemetry

extension Status {
  init(_ values: WireValues, _ prefix: String) {
    let session = values.u32(prefix + "lastApplied.session")
    let request = values.u16(prefix + "lastApplied.request")
    guard let alarms = AlarmSet(bits: values.u16(prefix + "alarms")) else {
      preconditionFailure("alarms that Swift does not allow")
    }
    self.init(
      therapySeconds: values.u32(prefix + "therapySeconds"),
      linkClock: values.u32(prefix + "linkClock"),
      reservoirNanolitres: values.u32(prefix + "reservoirNanolitres"),
      basalNanogramsPerDay: values.u32(prefix + "basalNanogramsPerDay"),
      bolusRemainingNanograms: values.u32(prefix + "bolusRemainingNanograms"),
      lastApplied: session == 0 ? nil : AppliedCommand(session: session, request: request),
      alarms: alarms, batteryPercent: values.u8(prefix + "batteryPercent"),
      mode: values.choice(prefix + "mode"), flags: Flags(values[prefix + "flags"]))
  }
}

extension Status.Flags {
  init(_ bits: UInt64) {
    self.init()
    isStopped = bits & 1 != 0
    isBolusRunning = bits & 2 != 0
    hasStagedTherapy = bits & 4 != 0
    isClockSet = bits & 8 != 0
    guard let battery = BatteryState(rawValue: UInt8(bits >> 4 & 3)) else {
      preconditionFailure("a battery state that Swift does not allow")
    }
    self.battery = battery
    isPriming = bits & 64 != 0
    isBridging = bits & 128 != 0
  }
}

extension Interrogation {
  init(_ values: WireValues) {
    let status = Status(values, "status.")
    let applied: Applied? =
      status.lastApplied == nil
      ? nil
      : Applied(
        values.choice("lastApplied.type"),
        therapySeconds: values.u32("lastApplied.therapySeconds"))
    self.init(
      identity: Identity(values, "identity."), status: status,
      clock: status.flags.isClockSet ? WallClock(rawValue: values.u32("clock")) : nil,
      capacityNanolitres: values.u32("capacityNanolitres"),
      lowAlarmNanolitres: values.u32("lowAlarmNanolitres"),
      drug: values.choice("drug"),
      concentration: values.concentration(), therapy: Therapy(values),
      therapyRevision: values.u32("therapyRevision"),
      pumpedNanolitres: values["pumpedNanolitres"], pathNanolitres: values.u32("pathNanolitres"),
      lastApplied: applied, infusion: InfusionKind(rawValue: values.u8("infusion")),
      bolusNanograms: values.u32("bolusNanograms"),
      bolusRemainingMilliseconds: values.u32("bolusRemainingMilliseconds"),
      bridgeWaitingNanolitres: values.u32("bridgeWaitingNanolitres"),
      droppedFrames: values.u32("droppedFrames"),
      tubingNanolitres: values.u32("tubingNanolitres"),
      volumesVersion: values.u16("volumesVersion"),
      filledNanolitres: values.u32("filledNanolitres"),
      filledSeconds: values.u32("filledSeconds"), refills: values.u16("refills"),
      residualNanolitres: values.u32("residualNanolitres"),
      programmedPicograms: values["programmedPicograms"],
      silentMinutes: values.u16("silentMinutes"),
      patientBolus: PatientBolus.optional(values, "patientBolus."),
      primeFlowNanolitresPerDay: values.u32("primeFlowNanolitresPerDay"),
      minutesToPeriodicBolus: values.minutes("minutesToPeriodicBolus"),
      emergencySeconds: values.minutes("emergencySeconds"))
  }
}
