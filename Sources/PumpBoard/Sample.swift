import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

/// The pump of this image: adult-40ml, as `PumpFirmwareSim` makes it, and its hardware.
enum Sample {
  static var profile: DeviceProfile {
    @inline(never) get {
      DeviceProfile(
        identity: Identity(
          model: text("PL-40"), serial: text("PL40-BOARD"),
          firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
        capacity: nanolitres(40_000_000), strokeVolume: nanolitres(250),
        path: FluidPath(
          version: 2, tubing: nanolitres(140_000), catheter: nanolitres(132_000),
          residual: nanolitres(1_400_000), primeFlow: FlowRate(rawValue: 24_000_000),
          discrepancy: nanolitres(2_000_000), models: models),
        limits: DeviceLimits(
          minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
          maximumFlow: FlowRate(rawValue: 24_000_000),
          maximumTotalFlow: FlowRate(rawValue: 24_000_000),
          maximumBolusFlow: FlowRate(rawValue: 24_000_000),
          maximumBolus: nanolitres(1_000_000), maximumDailyVolume: nanolitres(24_000_000)),
        drugLimits: DrugLimits(
          minimumDose: dose(12_000), maximumDose: dose(1_000_000),
          maximumBolus: Picograms(nanograms: 100_000), minimumBolusDuration: .minutes(1)),
        battery: BatteryCalibration(
          capacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
          strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
          serviceAfterIndicator: .days(90), calendarLife: .days(2556)),
        sessionIdle: .seconds(120))
    }
  }

  private static var models: CatheterModels {
    var models = CatheterModels()
    models.add(
      CatheterModel(
        name: text("PL-C22"), stockMillimetres: 900, nanolitresPerCentimetre: 2200))
    models.add(
      CatheterModel(
        name: text("PL-C26"), stockMillimetres: 1000, nanolitresPerCentimetre: 2600))
    return models
  }

  /// The physics of its hardware.
  static var plantProfile: PlantProfile {
    @inline(never) get {
      guard
        let profile = try? PlantProfile(
          strokeVolume: nanolitres(250), strokeErrorPPM: 0, pathVolume: nanolitres(272_000),
          tubingVolume: nanolitres(140_000),
          frontSmear: nanolitres(15_000), reservoirCapacity: nanolitres(40_000_000),
          residualVolume: nanolitres(1_400_000),
          batteryCapacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
          strokeEnergy: Nanojoules(rawValue: 288_000))
      else { fatalError() }
      return profile
    }
  }

  /// Puts hardware as it was just implanted in its place; false where it cannot be.
  @inline(never)
  static func place(_ profile: PlantProfile, at pump: BoardPump) -> Bool {
    guard
      let plant = try? Plant(
        profile: profile, reservoir: min(nanolitres(20_000_000), profile.reservoirCapacity),
        concentration: strength, isPrimed: true)
    else { return false }
    unsafe pump.plant.initialize(to: plant)
    return true
  }

  static var implant: DurableState {
    @inline(never) get {
      DurableState(
        therapy: .simpleContinuous(dose(100_000)), drug: .baclofen, concentration: strength,
        filledVolume: nanolitres(20_000_000), lowAlarmVolume: nanolitres(2_000_000),
        clock: WallClock(rawValue: 825_667_200), rotor: 0)
    }
  }

  /// Keys that are nobody's: this pump is implanted in no one.
  static var secrets: PumpSecrets {
    PumpSecrets(
      factoryKeys: PairingKeys(
        clinician: AsconBlock(low: 1, high: 2), patient: AsconBlock(low: 3, high: 4)),
      noise: AsconBlock(low: 5, high: 6))
  }

  private static var strength: Concentration {
    Concentration(microgramsPerMillilitre: 2000) ?? .weakest
  }

  private static func text<let count: Int>(_ words: StaticString) -> ShortText<count> {
    let bytes = unsafe UnsafeBufferPointer(
      start: words.utf8Start, count: words.utf8CodeUnitCount)
    return unsafe ShortText<count>(bytes.span) ?? ShortText<count>()
  }

  private static func nanolitres(_ volume: UInt64) -> Nanolitres { Nanolitres(rawValue: volume) }

  private static func dose(_ nanogramsPerDay: UInt32) -> DoseRate {
    guard let rate = DoseRate(nanogramsPerDay: nanogramsPerDay) else { fatalError() }
    return rate
  }
}
