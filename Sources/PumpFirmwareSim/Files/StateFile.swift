import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// The pump's non-volatile memory and the world it stands in, in one file of fixed size.
///
/// The pump's part has the layout of the pump. The world's part is the bench's: what a real pump
/// would find around it when it wakes up. The world is written first, always; so after a kill at
/// any moment the pump wakes up as after a power cut at that moment.
final class StateFile: PumpMemory {
  private let file: RawFile
  private var worldSequence: UInt32
  /// The moment of the world that was written last.
  private(set) var savedTime: TherapyTime
  /// Whether each write waits for the disk. Off while time jumps: the jump is not acknowledged
  /// before ``sync()``.
  var waitsForDisk = true

  private init(
    _ file: consuming RawFile, sequence: UInt32, time: TherapyTime
  ) {
    self.file = file
    worldSequence = sequence
    savedTime = time
  }

  /// What a state file gives back: itself, the world, and the pump's memory.
  struct Opened {
    let file: StateFile
    let plant: Plant
    let image: [UInt8]
  }

  /// Opens the state of a pump, or makes it from its setup when there is none.
  static func open(_ path: String, _ setup: PumpSetup) throws -> Opened {
    let serial = setup.device.identity.serial
    guard let file = try RawFile.open(path) else {
      let plant = try setup.newPlant()
      let image = setup.newMemory()
      let header = Header(serial: serial, physics: physics(of: setup.plant))
      let file = try RawFile.create(path, contents: contents(header, plant, image))
      return Opened(
        file: StateFile(file, sequence: 0, time: plant.therapyTime), plant: plant,
        image: image)
    }
    try claim(file)
    let bytes = try file.readAll(limit: StateLayout.fileBytes + 1)
    try Header.check(bytes, path: path, serial: serial, physics: physics(of: setup.plant))
    guard let world = newestWorld(in: bytes, setup.plant) else {
      throw SimulatorError(
        .data, "\(path): both copies of the world are damaged; nothing was changed")
    }
    let state = StateFile(file, sequence: world.sequence, time: world.plant.therapyTime)
    let image = Array(bytes[StateLayout.memoryOffset..<StateLayout.fileBytes])
    return Opened(file: state, plant: world.plant, image: image)
  }

  /// The serial number in a state file, if there is one that can be read.
  static func serial(in path: String) throws -> String? {
    guard let file = try RawFile.open(path) else { return nil }
    return Header.serial(in: try file.readAll(limit: StateLayout.headerBytes))
  }

  private static func claim(_ file: borrowing RawFile) throws {
    do throws(SerialError) {
      try file.lock()
    } catch {
      guard error.kind == .busy else { throw error }
      throw SimulatorError(
        .configuration, "\(file.path): another pump is running on this state; nothing was changed")
    }
  }

  func store(_ record: Span<UInt8>, slot: UInt8, plant: Plant) -> Bool {
    do throws(SerialError) {
      try saveWorld(plant)
      try file.write(record, at: StateLayout.memoryOffset + Int(slot) * MemoryMap.slotBytes)
      if waitsForDisk { try file.sync() }
      return true
    } catch {
      // The pump raises its alarm and goes on; the bench should know why.
      StandardStreams.error("PumpFirmwareSim: the pump's memory failed: \(error)\n")
      return false
    }
  }

  /// Writes the world alone, as before an answer that tells its time.
  func saveWorld(_ plant: Plant) throws(SerialError) {
    let sequence = worldSequence &+ 1
    let slot = Self.worldSlot(plant, sequence)
    try file.write(slot.span, at: StateLayout.worldSlot(sequence))
    worldSequence = sequence
    savedTime = plant.therapyTime
  }

  /// Waits until everything written is on the disk.
  func sync() throws(SerialError) { try file.sync() }

  // MARK: Bytes

  /// A checksum of what the physics depends on: another plant would make nonsense of the world.
  private static func physics(of plant: PlantProfile) -> UInt32 {
    var bytes: [UInt8] = []
    for value in [
      plant.strokeVolume.rawValue, UInt64(bitPattern: Int64(plant.strokeErrorPPM)),
      plant.pathVolume.rawValue, plant.reservoirCapacity.rawValue,
      plant.batteryCapacity.rawValue, plant.idlePower, plant.strokeEnergy.rawValue,
    ] {
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: value))
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: value >> 32))
    }
    return CRC32C.checksum(bytes.span)
  }

  private static func contents(
    _ header: Header, _ plant: Plant, _ image: [UInt8]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: StateLayout.fileBytes)
    bytes.replaceSubrange(0..<StateLayout.headerBytes, with: header.bytes)
    let world = worldSlot(plant, 0)
    let start = StateLayout.worldSlot(0)
    bytes.replaceSubrange(start..<start + world.count, with: world)
    bytes.replaceSubrange(StateLayout.memoryOffset..<StateLayout.fileBytes, with: image)
    return bytes
  }

  private static func worldSlot(_ plant: Plant, _ sequence: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: sequence)
    bytes.append(littleEndian: UInt32(Plant.snapshotBytes))
    let snapshot = [UInt8](capacity: Plant.snapshotBytes) { plant.encodeSnapshot(into: &$0) }
    bytes.append(contentsOf: snapshot)
    bytes.append(littleEndian: CRC32C.checksum(bytes.span))
    return bytes
  }

  private static func newestWorld(
    in bytes: [UInt8], _ profile: PlantProfile
  ) -> (plant: Plant, sequence: UInt32)? {
    let worlds = (0...1 as ClosedRange<UInt32>).compactMap { slot -> (Plant, UInt32)? in
      let start = StateLayout.worldSlot(slot)
      let sequence = bytes.littleEndian(at: start)
      let length = Int(bytes.littleEndian(at: start + 4))
      guard length == Plant.snapshotBytes else { return nil }
      let end = start + 8 + length
      guard CRC32C.checksum(bytes.span.extracting(start..<end)) == bytes.littleEndian(at: end),
        let plant = Plant(snapshot: bytes.span.extracting(start + 8..<end), profile: profile)
      else { return nil }
      return (plant, sequence)
    }
    let newest = worlds.max { Int32(bitPattern: $0.1 &- $1.1) < 0 }
    return newest.map { (plant: $0.0, sequence: $0.1) }
  }
}
