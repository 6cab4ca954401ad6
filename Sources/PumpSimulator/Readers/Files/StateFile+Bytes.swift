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
    let slot = worldSlot(world, 0)
    let length =
      slot.count > StateLayout.worldSlotBytes ? StateLayout.longFileBytes : StateLayout.fileBytes
    var bytes = [UInt8](repeating: 0, count: length)
    bytes.replaceSubrange(0..<StateLayout.headerBytes, with: header.bytes)
    for (start, part) in [
      (StateLayout.worldSlot(0), slot.prefix(StateLayout.worldSlotBytes)),
      (StateLayout.overflowSlot(0), slot.dropFirst(StateLayout.worldSlotBytes)),
    ] { bytes.replaceSubrange(start..<start + part.count, with: part) }
    bytes.replaceSubrange(StateLayout.memoryOffset..<StateLayout.fileBytes, with: image)
    return bytes
  }

  /// What goes into a slot; behind a full one it goes on in the overflow of the same number.
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
      guard World.canHaveSnapshot(ofBytes: length) else { return nil }
      let end = 8 + length
      var found = Array(bytes[start..<start + StateLayout.worldSlotBytes])
      if end + 4 > found.count {
        let overflow = StateLayout.overflowSlot(slot)
        guard bytes.count == StateLayout.longFileBytes else { return nil }
        found += bytes[overflow..<overflow + StateLayout.overflowSlotBytes]
      }
      guard CRC32C.checksum(found.span.extracting(first: end)) == found.littleEndian(at: end),
        let world = World(snapshot: found.span.extracting(8..<end), profile: profile)
      else { return nil }
      return (world, sequence)
    }
    let newest = worlds.max { Int32(bitPattern: $0.1 &- $1.1) < 0 }
    return newest.map { (world: $0.0, sequence: $0.1) }
  }
}
