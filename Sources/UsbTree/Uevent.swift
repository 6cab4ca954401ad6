/// What happened to a device, as udev tells programs that watch for it: a header and the device's
/// properties. Layout: libudev's monitor, protocol version 0xFEEDCAFE.
package struct Uevent {
  /// What happened.
  package enum Action: String, Sendable {
    case add
    case remove
  }

  /// The datagram.
  package let bytes: [UInt8]

  /// Something happened to a device.
  /// - Parameter number: Counts what happens, from 1.
  package init(_ action: Action, _ device: SysDevice, number: UInt64) {
    var properties: [UInt8] = []
    func add(_ name: String, _ value: String) {
      properties += Array("\(name)=\(value)".utf8) + [0]
    }
    add("ACTION", action.rawValue)
    add("DEVPATH", device.path)
    for (name, value) in device.properties { add(name, value) }
    add("SEQNUM", "\(number)")
    var bytes = Array("libudev".utf8) + [0]
    Self.append(0xFEED_CAFE, to: &bytes, bigEndian: true)
    for number in [40, 40, UInt32(properties.count)] {
      Self.append(number, to: &bytes, bigEndian: false)
    }
    Self.append(Self.hash(device.subsystem), to: &bytes, bigEndian: true)
    let type = device.property("DEVTYPE")
    Self.append(type.map { Self.hash($0) } ?? 0, to: &bytes, bigEndian: true)
    bytes += [UInt8](repeating: 0, count: 8)
    self.bytes = bytes + properties
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8], bigEndian: Bool) {
    for place in 0..<4 {
      let shift = UInt32(8 * (bigEndian ? 3 - place : place))
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// MurmurHash2 with the seed 0, by which the kernel filters for a monitor.
  static func hash(_ text: String) -> UInt32 {
    let factor: UInt32 = 0x5bd1_e995
    let bytes = Array(text.utf8)
    var hash = UInt32(bytes.count)
    var place = 0
    while bytes.count - place >= 4 {
      var word = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
      word |= UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
      word &*= factor
      word ^= word >> 24
      word &*= factor
      hash = (hash &* factor) ^ word
      place += 4
    }
    let rest = bytes[place...]
    if !rest.isEmpty {
      for (shift, byte) in rest.enumerated() { hash ^= UInt32(byte) << UInt32(8 * shift) }
      hash &*= factor
    }
    hash ^= hash >> 13
    hash &*= factor
    return hash ^ hash >> 15
  }
}
