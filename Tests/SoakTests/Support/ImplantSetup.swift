import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

/// What a test of the pump found out of order, and in which seed and step of it.
struct LifeFailure: Error, CustomStringConvertible {
  var seed: UInt64
  var step: Int
  var what: String

  var description: String { "seed \(seed), step \(step): \(what)" }
}

/// A pump as it was implanted.
struct ImplantSetup {
  var device: DeviceProfile
  var implant: DurableState
  /// The plans that the implant follows.
  var plans: [PlanNumber: [DayStep]] = [:]
  /// The clock of the implant.
  var clock: WallClock?
  var strokeErrorPPM: Int32 = 0

  /// The world of that pump.
  func newPlant() throws -> Plant {
    let battery = device.battery
    let profile = try PlantProfile(
      strokeVolume: device.strokeVolume, strokeErrorPPM: strokeErrorPPM,
      pathVolume: device.path.volume, tubingVolume: device.path.tubing,
      reservoirCapacity: device.capacity,
      residualVolume: device.path.residual,
      batteryCapacity: battery.capacity, idlePower: battery.idlePower,
      strokeEnergy: battery.strokeEnergy)
    return try Plant(
      profile: profile, reservoir: implant.filledVolume, concentration: implant.concentration,
      isPrimed: true)
  }

  func newPump() throws -> VirtualPump<TransientMemory> {
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    return try VirtualPump(
      profile: device, secrets: .sample, plant: newPlant(), memory: TransientMemory(image: image),
      image: image.span, link: .zero)
  }
}

extension ImplantSetup {
  /// A pump of any kind with a programme of one rate.
  init(_ random: inout Random) {
    let strength = [50, 500, 1000, 2000, UInt32(random.from(40...4000))][Int(random.below(5))]
    let flow = random.from(48_000...1_000_000)
    let daily = [24, 24, 6, 3, 2][Int(random.below(5))] as UInt64
    let isPlain = random.once(in: 3)
    let stroke = random.from(5...40) * 50
    let residual = random.below(1_400_001)
    let catheter = random.from(60_000...200_000)
    device = DeviceProfile.sample {
      $0.strokeVolume = .nl(isPlain ? 250 : stroke)
      $0.path.catheter = .nl(catheter)
      $0.path.residual = .nl(isPlain ? 0 : residual)
      $0.limits.maximumDailyVolume = .ml(daily)
      if daily < 24 { $0.limits.maximumFlow = .nlPerDay(daily * 1_000_000) }
      // The battery has its own tests; here it never ends a life.
      $0.battery.capacity = Nanojoules(rawValue: 900_000_000_000_000)
      $0.battery.calendarLife = .days(100_000)
    }
    clock = random.once(in: 3) ? nil : WallClock(rawValue: UInt32(random.from(0...4_000_000_000)))
    let dose = UInt32(flow * UInt64(strength) / 1000) + 1
    implant = DurableState(
      therapy: .daily(dose), patientBolus: Self.patientBolus(strength, &random), drug: .baclofen,
      concentration: .strength(strength),
      filledVolume: .nl(random.from(5_000_000...40_000_000)),
      lowAlarmVolume: .ml(random.from(0...4)), clock: clock, rotor: 0)
    strokeErrorPPM = random.once(in: 3) ? Int32(random.below(200_001)) - 100_000 : 0
  }

  /// A small bolus of the patient's, 10 uL and within the limits; one pump in two has it off.
  private static func patientBolus(_ strength: UInt32, _ random: inout Random) -> PatientBolus? {
    if random.once(in: 2) { return nil }
    return PatientBolus(
      nanograms: 10 * strength, milliseconds: UInt32(random.from(40_000...3_600_000)),
      lockoutMinutes: UInt16(random.from(60...600)), maximumPerDay: UInt8(random.from(1...3)))
  }
}
