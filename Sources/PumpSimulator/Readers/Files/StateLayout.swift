import PumpFirmware
import PumpWorld
import Telemetry

/// Where what is in a state file. Spec: memory.md, "State file of the simulator".
enum StateLayout {
  static let magic: [UInt8] = Array("PUMPLINK".utf8)
  static let version: UInt32 = 3
  /// Magic, version, serial, physics, factory keys, checksum.
  static let headerBytes = 64
  static let serialOffset = 12
  static let physicsOffset = 24
  static let clinicianKeyOffset = 28
  static let patientKeyOffset = 44
  static let headerChecksumOffset = 60
  /// The world's two slots: sequence, length, snapshot, checksum.
  static let worldOffset = 4096
  static let worldSlotBytes = 4096
  /// The pump's non-volatile memory, bytes as in the pump.
  static let memoryOffset = worldOffset + 2 * worldSlotBytes
  static let fileBytes = memoryOffset + MemoryMap.imageBytes
  /// Where a world with several drugs goes on whose slot is full; only in files that had one.
  static let overflowOffset = fileBytes
  static let overflowSlotBytes = 8192
  /// The size of a file that had one.
  static let longFileBytes = overflowOffset + 2 * overflowSlotBytes

  static func worldSlot(_ sequence: UInt32) -> Int {
    worldOffset + Int(sequence & 1) * worldSlotBytes
  }

  static func overflowSlot(_ sequence: UInt32) -> Int {
    overflowOffset + Int(sequence & 1) * overflowSlotBytes
  }
}

/// Little-endian numbers in the bytes of a file.
extension Array where Element == UInt8 {
  mutating func append(littleEndian value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func append(_ block: AsconBlock) {
    for word in [block.low, block.high] {
      append(littleEndian: UInt32(truncatingIfNeeded: word))
      append(littleEndian: UInt32(truncatingIfNeeded: word >> 32))
    }
  }

  func block(at offset: Int) -> AsconBlock {
    func word(_ place: Int) -> UInt64 {
      UInt64(littleEndian(at: place)) | UInt64(littleEndian(at: place + 4)) << 32
    }
    return AsconBlock(low: word(offset), high: word(offset + 8))
  }

  func littleEndian(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(self[offset + $1]) << (8 * UInt32($1)) }
  }
}
