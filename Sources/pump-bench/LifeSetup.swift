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

  static let steps = 13
  static let bolusesPerDay: UInt64 = 4
  private static let periodicNanograms: UInt32 = 10_000
  /// Steps of 60, 72, … 204 mcg/day, each two hours long but the first and the last, which share
  /// the two that are left.
  static let stepNanograms = (0..<UInt32(steps)).map { 60_000 + 12_000 * $0 }
  static var scheduledNanogramsPerDay: UInt32 {
    let minutes = startMinutes.dropFirst() + [1440]
    let basal = zip(stepNanograms, zip(startMinutes, minutes)).reduce(0) { sum, step in
      sum + UInt64(step.0) * UInt64(step.1.1 - step.1.0)
    }
    return UInt32(basal / 1440) + UInt32(bolusesPerDay) * periodicNanograms
  }
  private static let startMinutes = [0] + (0..<UInt16(steps - 1)).map { 60 + 120 * $0 }

  /// A day of 13 steps, every day, and four boluses a day on top of it.
  static func schedule() throws(BenchmarkError) -> (therapy: Therapy, plans: DayPlans) {
    var day: DayPlan?
    for (start, nanograms) in zip(startMinutes, stepNanograms) {
      guard let step = DayStep(startMinute: start, dose: dose(nanograms)) else { continue }
      if day?.append(step) == nil { day = DayPlan(step) }
    }
    let periodic = PeriodicBolus(
      nanograms: periodicNanograms, milliseconds: 600_000, intervalMinutes: 360, firstMinutes: 30)
    guard let day, day.count == steps, let periodic else {
      throw BenchmarkError(.wrong, "the schedule of the benchmark cannot be made")
    }
    var plans = DayPlans()
    plans[.plan1] = day
    return (.daySchedule(WeekPlan(everyDay: .plan1), periodic: periodic), plans)
  }

  static func make(
    _ programme: (therapy: Therapy, plans: DayPlans)? = nil
  ) throws(BenchmarkError) -> PumpSetup {
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
    let plant: PlantProfile
    do {
      plant = try PlantProfile(
        strokeVolume: strokeVolume, strokeErrorPPM: 0, pathVolume: path,
        tubingVolume: Nanolitres(rawValue: 140_000),
        reservoirCapacity: capacity, batteryCapacity: charge, idlePower: 20, strokeEnergy: stroke)
    } catch {
      throw BenchmarkError(.wrong, "the hardware of the benchmark cannot be made")
    }
    let implant = DurableState(
      therapy: programme?.therapy ?? .simpleContinuous(dose(dailyNanograms)),
      plans: programme?.plans ?? DayPlans(), drug: .baclofen, concentration: concentration,
      filledVolume: capacity, lowAlarmVolume: Nanolitres(rawValue: 2_000_000),
      clock: WallClock(rawValue: 825_724_800), rotor: 0)
    return PumpSetup(
      device: device, secrets: secrets, plant: plant, implant: implant, isPrimed: true)
  }

  private static var secrets: PumpSecrets {
    PumpSecrets(
      factoryKeys: PairingKeys(
        clinician: AsconBlock(low: 1, high: 2), patient: AsconBlock(low: 3, high: 4)),
      noise: AsconBlock(low: 5, high: 6))
  }

  private static var limits: DeviceLimits {
    let most = FlowRate(rawValue: 24_000_000)
    // The lowest step of the schedule is 30 uL/day.
    return DeviceLimits(
      minimumRate: FlowRate(rawValue: 6_000), minimumFlow: FlowRate(rawValue: 30_000),
      maximumFlow: most, maximumTotalFlow: most, maximumBolusFlow: most,
      maximumBolus: .millilitre, maximumDailyVolume: Nanolitres(rawValue: 24_000_000))
  }

  private static func text<let length: Int>(
    _ string: String
  ) throws(BenchmarkError) -> ShortText<length> {
    guard let text = ShortText<length>(Array(string.utf8).span) else {
      throw BenchmarkError(.wrong, "\(string) does not fit its field")
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
