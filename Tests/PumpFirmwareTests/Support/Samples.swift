import PumpFirmware
import Quantities
import Telemetry

extension DeviceProfile {
  /// A 40 mL pump of strokes of 250 nL, with usual limits, unless told.
  static func sample(_ change: (inout DeviceProfile) -> Void = { _ in }) -> DeviceProfile {
    var profile = DeviceProfile(
      identity: Identity(
        model: .init(text: "PL-40"), serial: .init(text: "PLK-000001"),
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: .ml(40), strokeVolume: .nl(250), pathVolume: .nl(272_000),
      limits: DeviceLimits(
        minimumRate: .nlPerDay(6000), minimumFlow: .nlPerDay(48_000),
        maximumFlow: .nlPerDay(24_000_000), maximumTotalFlow: .nlPerDay(24_000_000),
        maximumBolusFlow: .nlPerDay(24_000_000), maximumBolus: .ml(1), maximumDailyVolume: .ml(24)),
      drugLimits: DrugLimits(
        minimumDose: .ngPerDay(12_000), maximumDose: .ngPerDay(1_000_000),
        maximumBolus: Picograms(nanograms: 100_000), minimumBolusDuration: .minutes(1)),
      battery: BatteryCalibration(
        capacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
        strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
        serviceAfterIndicator: .days(90), calendarLife: .days(2556)),
      sessionIdle: .seconds(120))
    change(&profile)
    return profile
  }
}

extension DurableState {
  /// Half a reservoir of 2000 mcg/mL at 100 mcg/day, which is 200 strokes a day, unless told.
  static func implant(
    _ therapy: Therapy = .daily(100_000), strength: UInt32 = 2000, fill: Nanolitres = .ml(20),
    lowAlarm: Nanolitres = .ml(2), clock: WallClock? = WallClock(rawValue: 825_000_000),
    rotor: UInt16 = 0
  ) -> DurableState {
    DurableState(
      therapy: therapy, drug: .baclofen, concentration: .strength(strength), filledVolume: fill,
      lowAlarmVolume: lowAlarm, clock: clock, rotor: rotor)
  }
}

extension Therapy {
  /// Simple continuous infusion of a dose in ng/day.
  static func daily(_ nanograms: UInt32) -> Therapy { .simpleContinuous(.ngPerDay(nanograms)) }
}

extension DoseRate {
  static func ngPerDay(_ value: UInt32) -> DoseRate {
    guard let dose = DoseRate(nanogramsPerDay: value) else {
      preconditionFailure("\(value) ng/day")
    }
    return dose
  }
}

extension Concentration {
  static func strength(_ value: UInt32) -> Concentration {
    guard let strength = Concentration(microgramsPerMillilitre: value) else {
      preconditionFailure("\(value) mcg/mL")
    }
    return strength
  }
}

extension ShortText {
  init(text: String) {
    guard let short = ShortText(Array(text.utf8).span) else { preconditionFailure(text) }
    self = short
  }
}

extension Nanolitres {
  static func nl(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value) }
  static func ml(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value * 1_000_000) }
}

extension FlowRate {
  static func nlPerDay(_ value: UInt64) -> FlowRate { FlowRate(rawValue: value) }
}

extension Milliseconds {
  static func ms(_ value: UInt64) -> Milliseconds { Milliseconds(rawValue: value) }
}

extension TherapyTime {
  static func ms(_ value: UInt64) -> TherapyTime { TherapyTime(rawValue: value) }
}
