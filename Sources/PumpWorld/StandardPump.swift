package import PumpFirmware
package import PumpPlant
package import Quantities
package import Telemetry

/// One of the pumps that come with the product, and how it was implanted, as data: figure for
/// figure the pumps of fixtures/profiles. Everything is fictional; nothing is dosing advice.
package struct StandardPump: Sendable {
  /// The size of the reservoir, in mL.
  package let capacity: UInt64
  /// The model, as the pump tells it.
  package let model: String
  /// By how much a refill may differ from the counter before that is suspicious.
  package let discrepancy: Nanolitres
  /// The soft limits of the drug.
  package let maximumDose: DoseRate
  /// The largest bolus within them.
  package let maximumBolus: Picograms
  /// What of the catheter is left, in mm.
  package let catheterMillimetres: UInt64
  /// What is in the reservoir at the start.
  package var fill: Nanolitres
  /// The volume at which the low-reservoir alarm sounds.
  package var lowAlarm: Nanolitres
  /// The strength of the baclofen in the reservoir and, once primed, in the path.
  package var concentration: Concentration
  /// The dose day and night at the start; `nil` for minimum rate.
  package var dose: DoseRate?
  /// What the pump's clock shows at the start; `nil` for a clock that was never set.
  package var clock: WallClock?
  /// By how much a stroke really moves more than the pump counts, in parts per million.
  package var strokeErrorPPM: Int32
  /// Whether the path is full of drug at the start; if not, it is full of liquid without any.
  package var isPrimed = true

  /// A pump of 40 mL for an adult, half full of 2000 mcg/mL, at 100 mcg/day.
  package static var adult40ml: StandardPump {
    StandardPump(
      capacity: 40, model: "PL-40", discrepancy: millilitres(2),
      maximumDose: mcgPerDay(1000), maximumBolus: Picograms(rawValue: 100_000_000),
      catheterMillimetres: 600,
      fill: millilitres(20), lowAlarm: millilitres(2), concentration: mcgPerMillilitre(2000),
      dose: mcgPerDay(100), clock: morning, strokeErrorPPM: 0)
  }

  /// A pump of 20 mL for a child, of 18 mL of 500 mcg/mL, at 90 mcg/day. Its motor moves 2 % more
  /// than it counts, as real ones do on average.
  package static var child20ml: StandardPump {
    StandardPump(
      capacity: 20, model: "PL-20", discrepancy: millilitres(1),
      maximumDose: mcgPerDay(400), maximumBolus: Picograms(rawValue: 50_000_000),
      catheterMillimetres: 400,
      fill: millilitres(18), lowAlarm: millilitres(4), concentration: mcgPerMillilitre(500),
      dose: mcgPerDay(90), clock: morning, strokeErrorPPM: 20_000)
  }

  /// The pump with its serial number and keys, as it is put into the world.
  package func setup(
    serial: ShortText<12>, _ secrets: PumpSecrets
  ) throws(PlantProfileError) -> PumpSetup {
    let device = device(serial)
    let therapy = dose.map { Therapy.simpleContinuous($0) } ?? .minimumRate
    let implant = DurableState(
      therapy: therapy, drug: .baclofen, concentration: concentration, filledVolume: fill,
      lowAlarmVolume: lowAlarm, clock: clock, rotor: 0)
    let plant = try PlantProfile(
      strokeVolume: device.strokeVolume, strokeErrorPPM: strokeErrorPPM,
      pathVolume: device.path.volume, tubingVolume: device.path.tubing,
      frontSmear: Nanolitres(rawValue: 15_000), reservoirCapacity: device.capacity,
      residualVolume: device.path.residual, batteryCapacity: device.battery.capacity,
      idlePower: device.battery.idlePower, strokeEnergy: device.battery.strokeEnergy)
    return PumpSetup(
      device: device, secrets: secrets, plant: plant, implant: implant, isPrimed: isPrimed)
  }

  private func device(_ serial: ShortText<12>) -> DeviceProfile {
    DeviceProfile(
      identity: Identity(
        model: ShortText(letters: model), serial: serial,
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: millilitres(capacity), strokeVolume: Nanolitres(rawValue: 250), path: path,
      limits: Self.limits,
      drugLimits: DrugLimits(
        minimumDose: mcgPerDay(12), maximumDose: maximumDose,
        maximumBolus: maximumBolus, minimumBolusDuration: .minutes(1)),
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
      version: 2, tubing: Nanolitres(rawValue: 140_000),
      catheter: Nanolitres(rawValue: catheterMillimetres * 220),
      residual: Nanolitres(rawValue: 1400_000), primeFlow: FlowRate(rawValue: 24_000_000),
      discrepancy: discrepancy, models: models)
  }

  private static let limits = DeviceLimits(
    minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
    maximumFlow: FlowRate(rawValue: 24_000_000), maximumTotalFlow: FlowRate(rawValue: 24_000_000),
    maximumBolusFlow: FlowRate(rawValue: 24_000_000), maximumBolus: millilitres(1),
    maximumDailyVolume: millilitres(24))
}

/// Amounts as they are written above.
private func millilitres(_ value: UInt64) -> Nanolitres {
  Nanolitres(rawValue: value * 1_000_000)
}

private func mcgPerDay(_ value: UInt32) -> DoseRate {
  guard let dose = DoseRate(nanogramsPerDay: value * 1000) else { preconditionFailure("a dose") }
  return dose
}

private func mcgPerMillilitre(_ value: UInt32) -> Concentration {
  guard let strength = Concentration(microgramsPerMillilitre: value) else {
    preconditionFailure("a strength")
  }
  return strength
}

/// The Monday on which the pumps begin, at eight.
private var morning: WallClock? {
  CivilTime(year: 2026, month: 3, day: 2, hour: 8, minute: 0, second: 0)?.clock
}

extension ShortText {
  /// Text that fits, of printable ASCII.
  package init(letters: String) {
    guard let text = ShortText(Array(letters.utf8).span) else { preconditionFailure(letters) }
    self = text
  }
}
