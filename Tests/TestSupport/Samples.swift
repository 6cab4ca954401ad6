public import PumpFirmware
import PumpPlant
package import PumpWorld
public import Quantities
public import Telemetry

extension DeviceProfile {
  /// A 40 mL pump of strokes of 250 nL, with usual limits, unless told.
  public static func sample(_ change: (inout DeviceProfile) -> Void = { _ in }) -> DeviceProfile {
    var profile = DeviceProfile(
      identity: Identity(
        model: .init(text: "PL-40"), serial: .init(text: "PLK-000001"),
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: .ml(40), strokeVolume: .nl(250),
      path: FluidPath(
        version: 2, tubing: .nl(140_000), catheter: .nl(132_000), residual: .zero,
        primeFlow: .nlPerDay(24_000_000), discrepancy: .ml(2), models: .sample),
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

extension CatheterModels {
  /// Two models, made in 90 cm and 100 cm.
  public static let sample: CatheterModels = {
    var models = CatheterModels()
    models.add(
      CatheterModel(
        name: .init(text: "PL-C22"), stockMillimetres: 900, nanolitresPerCentimetre: 2200))
    models.add(
      CatheterModel(
        name: .init(text: "PL-C26"), stockMillimetres: 1000, nanolitresPerCentimetre: 2600))
    return models
  }()
}

extension PumpSecrets {
  /// The sample pump's keys, and noise that is the same in every test.
  public static let sample = PumpSecrets(
    factoryKeys: PairingKeys(clinician: .clinicianKey, patient: .patientKey),
    noise: AsconBlock(counting: 0x90))
}

extension DurableState {
  /// Half a reservoir of 2000 mcg/mL at 100 mcg/day, which is 200 strokes a day, unless told.
  public static func implant(
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
  public static func daily(_ nanograms: UInt32) -> Therapy {
    .simpleContinuous(.ngPerDay(nanograms))
  }
}

extension PumpSetup {
  /// The sample pump with the sample implant and the physics that go with it, unless told.
  package static func sample(
    _ implant: DurableState = .implant(clock: nil), strokeErrorPPM: Int32 = 0,
    isPrimed: Bool = true
  ) throws -> PumpSetup {
    let device = DeviceProfile.sample()
    let plant = try PlantProfile(
      strokeVolume: device.strokeVolume, strokeErrorPPM: strokeErrorPPM,
      pathVolume: device.path.volume, tubingVolume: device.path.tubing,
      reservoirCapacity: device.capacity,
      batteryCapacity: device.battery.capacity, idlePower: device.battery.idlePower,
      strokeEnergy: device.battery.strokeEnergy)
    return PumpSetup(
      device: device, secrets: .sample, plant: plant, implant: implant, isPrimed: isPrimed)
  }
}
