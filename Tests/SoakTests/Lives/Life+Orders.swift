import PumpFirmware
import Quantities
import Telemetry
import TestSupport

@testable import Soak

extension Life {
  mutating func bolus() throws {
    let volume = random.spread(upTo: random.once(in: 3) ? 1_100_000 : 200_000)
    let length = random.spread(upTo: 86_400_000)
    try order(
      .startBolus(
        StartBolus(
          nanograms: UInt32(clamping: volume * strength / 1000 + 1),
          milliseconds: UInt32(length + 1), overridesSoftLimits: !random.once(in: 4))))
  }

  /// The patient's button, in whoever's session.
  mutating func requestBolus() throws {
    let isPatient = random.once(in: 2)
    if isPatient { handset.open(.patient) }
    for _ in 0...random.below(2) {
      try order(.requestBolus)
    }
    if isPatient { handset.open(.clinician) }
  }

  mutating func cancel() throws {
    try order(random.once(in: 3) ? .cancelBridge(ConfirmedOrder()) : .cancelBolus)
  }

  mutating func primeOrBridge() throws {
    let version = device.path.version + (random.once(in: 12) ? 1 : 0)
    if random.once(in: 2) {
      let part = random.once(in: 2) ? PrimedPath.catheter : .wholePath
      return try order(.startPrime(StartPrime(part, volumesVersion: version)))
    }
    let flow = random.once(in: 6) ? random.from(1...30_000_000) : random.from(48_000...600_000)
    try order(
      .startBridge(
        StartBridge(
          flowNanolitresPerDay: UInt32(flow), volumesVersion: version)))
  }

  mutating func stopOrResume() throws {
    // Mostly what makes a difference, and never stopped for good.
    let isWanted = !random.once(in: 6)
    try order(reference.isStopped == isWanted ? .resume(ConfirmedOrder()) : .stop)
  }

  /// Drift, daylight saving, travel, or any date.
  mutating func setClock() throws {
    let shown = UInt64(reference.clock ?? 825_000_000)
    let reason: ClockReason
    let shift: UInt64
    switch random.below(4) {
    case 0: (reason, shift) = (.correction, random.below(600))
    case 1: (reason, shift) = (.daylightSaving, 3600)
    case 2: (reason, shift) = (.travel, random.below(12) * 3600)
    default: (reason, shift) = (.set, random.below(90_000))
    }
    var clock = random.once(in: 2) || shift > shown ? shown + shift : shown - shift
    if random.once(in: 10) { clock = random.below(4_000_000_000) }
    try order(
      .setClock(
        SetClock(
          WallClock(rawValue: UInt32(min(clock, 4_100_000_000))), reason: reason,
          acceptsShift: random.once(in: 2))))
  }

  mutating func setAlarms() throws {
    if random.once(in: 2) {
      let minutes = UInt16(random.spread(upTo: 1500))
      return try order(.silenceAlarms(SilenceAlarms(minutes: minutes)))
    }
    let volume = random.once(in: 10) ? 40_000_000 : random.below(20_000_000)
    try order(.setLowAlarm(SetLowAlarm(nanolitres: UInt32(volume))))
  }
}
