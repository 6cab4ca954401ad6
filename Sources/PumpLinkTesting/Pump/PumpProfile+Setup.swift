import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

extension PumpProfile {
  /// The pump with its serial number and keys, as it is put into the world.
  func setup(serial: ShortText<12>, _ secrets: PumpSecrets) throws(BenchProblem) -> PumpSetup {
    let device = device(serial)
    let therapy = dose.map { Therapy.simpleContinuous($0) } ?? .minimumRate
    let implant = DurableState(
      therapy: therapy, drug: .baclofen, concentration: concentration, filledVolume: fill,
      lowAlarmVolume: lowAlarm, clock: clock, rotor: 0)
    do throws(PlantProfileError) {
      let plant = try PlantProfile(
        strokeVolume: device.strokeVolume, strokeErrorPPM: strokeErrorPPM,
        pathVolume: device.path.volume, tubingVolume: device.path.tubing,
        frontSmear: .microlitres(15), reservoirCapacity: device.capacity,
        residualVolume: device.path.residual, batteryCapacity: device.battery.capacity,
        idlePower: device.battery.idlePower, strokeEnergy: device.battery.strokeEnergy)
      return PumpSetup(
        device: device, secrets: secrets, plant: plant, implant: implant, isPrimed: isPrimed)
    } catch {
      throw BenchProblem("there is no pump of this profile: its \(error.field) is out of range")
    }
  }

  private func device(_ serial: ShortText<12>) -> DeviceProfile {
    DeviceProfile(
      identity: Identity(
        model: ShortText(letters: model), serial: serial,
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: .millilitres(capacity), strokeVolume: .nanolitres(250), path: path,
      limits: Self.limits,
      drugLimits: DrugLimits(
        minimumDose: .mcgPerDay(12), maximumDose: usual.maximumDose,
        maximumBolus: usual.maximumBolus, minimumBolusDuration: .minutes(1)),
      battery: BatteryCalibration(
        capacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
        strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
        serviceAfterIndicator: .days(90), calendarLife: .days(2556)),
      sessionIdle: .seconds(120))
  }

  private var path: FluidPath {
    var models = CatheterModels(tolerance: 5)
    models.add(
      CatheterModel(
        name: ShortText(letters: "PL-C22"), stockMillimetres: 900, nanolitresPerCentimetre: 2200))
    models.add(
      CatheterModel(
        name: ShortText(letters: "PL-C26"), stockMillimetres: 1000, nanolitresPerCentimetre: 2600))
    return FluidPath(
      version: 2, tubing: .microlitres(140), catheter: .nanolitres(catheterMillimetres * 220),
      residual: .microlitres(1400), primeFlow: FlowRate(rawValue: 24_000_000),
      discrepancy: discrepancy, models: models)
  }

  private static let limits = DeviceLimits(
    minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
    maximumFlow: FlowRate(rawValue: 24_000_000), maximumTotalFlow: FlowRate(rawValue: 24_000_000),
    maximumBolusFlow: FlowRate(rawValue: 24_000_000), maximumBolus: .millilitres(1),
    maximumDailyVolume: .millilitres(24))
}

extension ShortText {
  /// Text that fits, of printable ASCII.
  init(letters: String) {
    guard let text = ShortText(Array(letters.utf8).span) else { preconditionFailure(letters) }
    self = text
  }
}
