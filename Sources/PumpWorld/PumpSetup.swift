package import PumpFirmware
package import PumpPlant
import Quantities
package import Telemetry

/// A pump as it is put into the world: the device, its keys, its physics, and how it was implanted.
package struct PumpSetup: Sendable {
  /// Factory data of the firmware.
  package var device: DeviceProfile
  /// The factory keys, and 16 bytes from which the noise of every switch-on is made.
  package var secrets: PumpSecrets
  /// The physics.
  package var plant: PlantProfile
  /// What the implanting clinician left: programme, drug, fill, alarm volume, clock.
  package var implant: DurableState
  /// Whether the catheter was primed.
  package var isPrimed: Bool

  /// Whether the pump begins in a body; if not, it lies beside one that has no catheter yet.
  package var isImplanted = true

  /// Whether there is a body here. A pump that follows another takes that one's, and begins in
  /// none.
  package var hasBody = true

  /// A setup from its parts.
  package init(
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
  package func newPlant() throws(FillError) -> Plant {
    try Plant(
      profile: plant, reservoir: implant.filledVolume, concentration: implant.concentration,
      isPrimed: isPrimed, isImplanted: isImplanted)
  }

  /// The pump's surroundings at therapy time zero; throws when the fill does not fit the reservoir.
  package func newWorld() throws(FillError) -> World {
    var setup = self
    setup.isImplanted = isImplanted && hasBody
    var world = World(plant: try setup.newPlant())
    if !hasBody { world.body = nil }
    return world
  }

  /// The contents of the pump's memory at therapy time zero.
  package func newMemory() -> [UInt8] {
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    return image
  }

  /// A pump in memory only, switched on at therapy time zero.
  /// - Parameter mirror: Whoever does all that it does a second time.
  package func newPump(mirror: PumpMirror? = nil) throws(SetupError) -> VirtualPump<TransientMemory>
  {
    let plant: Plant
    do throws(FillError) { plant = try newPlant() } catch { throw .fill(error) }
    do throws(Refusal) {
      try PumpFirmware.checkImplant(implant, device)
    } catch {
      throw .beyondLimit(error)
    }
    let image = newMemory()
    do throws(MemoryFault) {
      return try VirtualPump(
        profile: device, secrets: secrets, world: World(plant: plant),
        memory: TransientMemory(image: image), image: image.span, link: .zero, mirror: mirror)
    } catch {
      preconditionFailure("a memory that was just formatted has its size")
    }
  }
}

/// Why there can be no pump of a setup.
package enum SetupError: Error, Equatable, Sendable {
  /// Its fill does not fit the reservoir.
  case fill(FillError)
  /// Its programme is beyond one of the device's hard limits: a pump with that delivers nothing.
  case beyondLimit(Refusal)
}
