public import PumpFirmware
public import PumpPlant
import Quantities

/// A pump as it is put into the world: the device, its keys, its physics, and how it was implanted.
public struct PumpSetup: Sendable {
  /// Factory data of the firmware.
  public var device: DeviceProfile
  /// The factory keys, and 16 bytes from which the noise of every switch-on is made.
  public var secrets: PumpSecrets
  /// The physics.
  public var plant: PlantProfile
  /// What the implanting clinician left: programme, drug, fill, alarm volume, clock.
  public var implant: DurableState
  /// Whether the catheter was primed.
  public var isPrimed: Bool

  /// A setup from its parts.
  public init(
    device: DeviceProfile, secrets: PumpSecrets, plant: PlantProfile, implant: DurableState,
    isPrimed: Bool
  ) {
    self.device = device
    self.secrets = secrets
    self.plant = plant
    self.implant = implant
    // The pump knows of it what the implanting clinician does.
    self.implant.isPrimed = isPrimed
    self.isPrimed = isPrimed
  }

  /// The world at therapy time zero; throws when the fill does not fit the reservoir.
  public func newPlant() throws(FillError) -> Plant {
    try Plant(
      profile: plant, reservoir: implant.filledVolume, concentration: implant.concentration,
      isPrimed: isPrimed)
  }

  /// The contents of the pump's memory at therapy time zero.
  public func newMemory() -> [UInt8] {
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    return image
  }

  /// A pump in memory only, switched on at therapy time zero. Throws a `FillError`, or the
  /// `Refusal` of a programme beyond the device's hard limits: a pump with that would deliver
  /// nothing.
  public func newPump() throws -> VirtualPump<TransientMemory> {
    let plant = try newPlant()
    try PumpFirmware.checkImplant(implant, device)
    let image = newMemory()
    return try VirtualPump(
      profile: device, secrets: secrets, plant: plant,
      memory: TransientMemory(image: image), image: image.span, link: .zero)
  }
}
