import PumpFirmware
import PumpWorld

/// Where what is in a state file. Spec: memory.md, "State file of the simulator".
enum StateLayout {
  static let magic: [UInt8] = Array("PUMPLINK".utf8)
  static let version: UInt32 = 2
  /// Magic, version, serial, physics, checksum.
  static let headerBytes = 32
  /// The world's two slots: sequence, length, snapshot, checksum.
  static let worldOffset = 4096
  static let worldSlotBytes = 4096
  /// The pump's non-volatile memory, bytes as in the pump.
  static let memoryOffset = worldOffset + 2 * worldSlotBytes
  static let fileBytes = memoryOffset + MemoryMap.imageBytes

  static func worldSlot(_ sequence: UInt32) -> Int {
    worldOffset + Int(sequence & 1) * worldSlotBytes
  }
}

/// Little-endian numbers in the bytes of a file.
extension Array where Element == UInt8 {
  mutating func append(littleEndian value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  func littleEndian(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(self[offset + $1]) << (8 * UInt32($1)) }
  }
}
