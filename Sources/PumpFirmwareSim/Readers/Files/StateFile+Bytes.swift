import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What is in a state file, byte by byte. Spec: memory.md, "State file of the simulator".
extension StateFile {
  /// What is in the bytes of a state file.
  struct Contents {
    let header: Header
    let world: World
    /// The number of the world's slot.
    let sequence: UInt32
    /// The pump's memory.
    let image: [UInt8]
  }

  /// What is in the bytes of a state file of this pump. Throws also when the pump's memory has
  /// something beyond a hard limit of its profile: nobody is to get it, and the pump could not say.
  static func parse(
    _ bytes: [UInt8], path: String, _ setup: PumpSetup, for purpose: Purpose = .switchOn
  ) throws -> Contents {
    let header = try Header(of: bytes, path: path, setup)
    guard let found = newestWorld(in: bytes, setup.plant) else {
      throw SimulatorError(
        .data, "\(path): both copies of the world are damaged; nothing was changed")
    }
    let image = Array(bytes[StateLayout.memoryOffset..<StateLayout.fileBytes])
    let now = found.world.pumpTime
    if let breach = PumpFirmware.breach(inMemory: image.span, of: setup.device, at: now) {
      throw SimulatorError(.configuration, "\(path): " + purpose.words(for: breach))
    }
    return Contents(
      header: header, world: found.world, sequence: found.sequence, image: image)
  }

  /// A checksum of what the physics depends on: another plant would make nonsense of the world.
  static func physics(of plant: PlantProfile) -> UInt32 {
    var bytes: [UInt8] = []
    for value in [
      plant.strokeVolume.rawValue, UInt64(bitPattern: Int64(plant.strokeErrorPPM)),
      plant.pathVolume.rawValue, plant.frontSmear.rawValue, plant.reservoirCapacity.rawValue,
      plant.residualVolume.rawValue, plant.batteryCapacity.rawValue, plant.idlePower,
      plant.strokeEnergy.rawValue,
    ] {
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: value))
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: value >> 32))
    }
    return CRC32C.checksum(bytes.span)
  }

  static func contents(
    _ header: Header, _ world: World, _ image: [UInt8]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: StateLayout.fileBytes)
    bytes.replaceSubrange(0..<StateLayout.headerBytes, with: header.bytes)
    let slot = worldSlot(world, 0)
    let start = StateLayout.worldSlot(0)
    bytes.replaceSubrange(start..<start + slot.count, with: slot)
    bytes.replaceSubrange(StateLayout.memoryOffset..<StateLayout.fileBytes, with: image)
    return bytes
  }

  static func worldSlot(_ world: World, _ sequence: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: sequence)
    let snapshot = world.snapshot
    bytes.append(littleEndian: UInt32(snapshot.count))
    bytes += snapshot
    bytes.append(littleEndian: CRC32C.checksum(bytes.span))
    return bytes
  }

  static func newestWorld(
    in bytes: [UInt8], _ profile: PlantProfile
  ) -> (world: World, sequence: UInt32)? {
    let worlds = (0...1 as ClosedRange<UInt32>).compactMap { slot -> (World, UInt32)? in
      let start = StateLayout.worldSlot(slot)
      let sequence = bytes.littleEndian(at: start)
      let length = Int(bytes.littleEndian(at: start + 4))
      let lengths = [
        World.snapshotBytes, World.patientSnapshotBytes, World.olderSnapshotBytes,
      ]
      guard lengths.contains(length) else { return nil }
      let end = start + 8 + length
      guard CRC32C.checksum(bytes.span.extracting(start..<end)) == bytes.littleEndian(at: end),
        let world = World(snapshot: bytes.span.extracting(start + 8..<end), profile: profile)
      else { return nil }
      return (world, sequence)
    }
    let newest = worlds.max { Int32(bitPattern: $0.1 &- $1.1) < 0 }
    return newest.map { (world: $0.0, sequence: $0.1) }
  }
}
