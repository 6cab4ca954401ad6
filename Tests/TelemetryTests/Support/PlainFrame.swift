/// Stuffing and checksum as the specification says them, with no thought for speed.
enum PlainFrame {
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 0 ? 0 : 0x82F6_3B78) }
    }
    return ~register
  }

  static func stuff(_ content: [UInt8]) -> [UInt8] {
    content.split(separator: 0, omittingEmptySubsequences: false)
      .flatMap { run in [UInt8(run.count + 1)] + run }
  }

  /// The frame of a content that still lacks its checksum.
  static func wire(_ content: [UInt8]) -> [UInt8] {
    let sum = checksum(content)
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
    return [0] + stuff(content + bytes) + [0]
  }

  /// The content before the body of a message in the open.
  static func header(type: UInt8, request: UInt16) -> [UInt8] {
    [1, type, UInt8(truncatingIfNeeded: request), UInt8(request >> 8)]
  }
}
