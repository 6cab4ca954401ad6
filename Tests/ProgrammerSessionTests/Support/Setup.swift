import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

extension PumpSetup {
  /// A 40 mL pump at 100 mcg/day of 2000 mcg/mL.
  static func sample() throws -> PumpSetup {
    let device = DeviceProfile(
      identity: Identity(
        model: .init(), serial: .init(), firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: .nl(40_000_000), strokeVolume: .nl(250), pathVolume: .nl(272_000),
      limits: DeviceLimits(
        minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
        maximumFlow: FlowRate(rawValue: 24_000_000),
        maximumTotalFlow: FlowRate(rawValue: 24_000_000),
        maximumBolusFlow: FlowRate(rawValue: 24_000_000), maximumBolus: .nl(1_000_000),
        maximumDailyVolume: .nl(24_000_000)),
      drugLimits: DrugLimits(
        minimumDose: .zero, maximumDose: .ngPerDay(1_000_000),
        maximumBolus: Picograms(nanograms: 100_000), minimumBolusDuration: .minutes(1)),
      battery: BatteryCalibration(
        capacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
        strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
        serviceAfterIndicator: .days(90), calendarLife: .days(2556)),
      sessionIdle: .seconds(120))
    let plant = try PlantProfile(
      strokeVolume: .nl(250), strokeErrorPPM: 0, pathVolume: .nl(272_000),
      reservoirCapacity: .nl(40_000_000),
      batteryCapacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
      strokeEnergy: Nanojoules(rawValue: 288_000))
    let implant = DurableState(
      therapy: .simpleContinuous(.ngPerDay(100_000)), drug: .baclofen,
      concentration: .strength(2000), filledVolume: .nl(20_000_000),
      lowAlarmVolume: .nl(2_000_000), clock: nil, rotor: 0)
    return PumpSetup(device: device, plant: plant, implant: implant, isPrimed: true)
  }
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

extension Nanolitres {
  static func nl(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value) }
}

extension Milliseconds {
  static func ms(_ value: UInt64) -> Milliseconds { Milliseconds(rawValue: value) }
}
