import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The pump of the life benchmark: its reservoir lasts seven years, which no real one does, and its
/// battery is not at its end by then. Fictional like every pump here.
enum LifeSetup {
  static let dailyNanograms: UInt32 = 100_000
  static let bolusNanograms: UInt32 = 50_000
  static let strokeVolume = Nanolitres(rawValue: 250)
  static let concentration = strength(2_000)

  static func make() throws -> PumpSetup {
    let capacity = Nanolitres(rawValue: 500 * Nanolitres.millilitre.rawValue)
    let path = Nanolitres(rawValue: 272_000)
    let charge = Nanojoules(rawValue: 6_311_520_000_000)
    let stroke = Nanojoules(rawValue: 288_000)
    let device = DeviceProfile(
      identity: Identity(
        model: try text("PL-BENCH"), serial: try text("BENCH-1"),
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: capacity, strokeVolume: strokeVolume,
      path: FluidPath(
        version: 2, tubing: Nanolitres(rawValue: 140_000),
        catheter: Nanolitres(rawValue: 132_000), residual: .zero,
        primeFlow: FlowRate(rawValue: 24_000_000), discrepancy: Nanolitres(rawValue: 2_000_000)),
      limits: limits,
      drugLimits: DrugLimits(
        minimumDose: dose(12_000), maximumDose: dose(1_000_000),
        maximumBolus: Picograms(nanograms: 100_000), minimumBolusDuration: .minutes(1)),
      battery: BatteryCalibration(
        capacity: charge, idlePower: 20, strokeEnergy: stroke, replacementReading: 500,
        serviceAfterIndicator: .days(90), calendarLife: .days(3_650)),
      sessionIdle: .seconds(120))
    let plant = try PlantProfile(
      strokeVolume: strokeVolume, strokeErrorPPM: 0, pathVolume: path,
      reservoirCapacity: capacity, batteryCapacity: charge, idlePower: 20, strokeEnergy: stroke)
    let implant = DurableState(
      therapy: .simpleContinuous(dose(dailyNanograms)), drug: .baclofen,
      concentration: concentration, filledVolume: capacity,
      lowAlarmVolume: Nanolitres(rawValue: 2_000_000), clock: nil, rotor: 0)
    return PumpSetup(device: device, plant: plant, implant: implant, isPrimed: true)
  }

  private static var limits: DeviceLimits {
    let most = FlowRate(rawValue: 24_000_000)
    return DeviceLimits(
      minimumRate: FlowRate(rawValue: 6_000), minimumFlow: FlowRate(rawValue: 48_000),
      maximumFlow: most, maximumTotalFlow: most, maximumBolusFlow: most,
      maximumBolus: .millilitre, maximumDailyVolume: Nanolitres(rawValue: 24_000_000))
  }

  private static func text<let length: Int>(_ string: String) throws -> ShortText<length> {
    guard let text = ShortText<length>(Array(string.utf8).span) else {
      throw BenchError(.wrong, "\(string) does not fit its field")
    }
    return text
  }

  private static func dose(_ nanogramsPerDay: UInt32) -> DoseRate {
    guard let dose = DoseRate(nanogramsPerDay: nanogramsPerDay) else {
      preconditionFailure("a dose of the benchmark is out of range")
    }
    return dose
  }

  private static func strength(_ value: UInt32) -> Concentration {
    guard let strength = Concentration(microgramsPerMillilitre: value) else {
      preconditionFailure("the benchmark's concentration is out of range")
    }
    return strength
  }
}
