import Quantities
import Telemetry

/// Frames as the specification says them, with no thought for speed: what the code under test is
/// held against, and what passes its checksum where bytes by chance never would.
package enum PlainFrame {
  /// What a byte does to the checksum's register.
  private static let checksumOfByte: [UInt32] = (0...255 as ClosedRange<UInt32>).map { byte in
    (0..<8).reduce(byte) { register, _ in
      register >> 1 ^ (register & 1 == 0 ? 0 : 0x82F6_3B78)
    }
  }

  /// The checksum of a content that lacks it.
  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      register = register >> 8 ^ checksumOfByte[Int((register ^ UInt32(byte)) & 0xFF)]
    }
    return ~register
  }

  /// The bytes between two delimiters, as which a content goes that has its checksum.
  package static func stuff(_ content: [UInt8]) -> [UInt8] {
    var bytes = [0] + content
    var code = 0
    for place in 1...bytes.count where place == bytes.count || bytes[place] == 0 {
      bytes[code] = UInt8(place - code)
      code = place
    }
    return bytes
  }

  /// What the stuffing hides, or `nil` when a code points past the end or nowhere.
  package static func unstuff(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let next = place + Int(bytes[place])
      guard next > place, next <= bytes.endIndex else { return nil }
      if place > bytes.startIndex { content.append(0) }
      content += bytes[(place + 1)..<next]
      place = next
    }
    return content
  }

  /// The frame of a content that still lacks its checksum, which may be at most 249 bytes long.
  package static func wire(_ content: [UInt8]) -> [UInt8] {
    [0] + stuff(content + [UInt8](littleEndian: UInt64(checksum(content[...])), 4)) + [0]
  }

  /// The frame of a message in the open; of a longer one than anybody reads its first bytes.
  package static func wire(open message: [UInt8]) -> [UInt8] {
    wire([1] + message.prefix(FrameLimits.messageBytes))
  }

  /// The message in a frame in the open, which must be one.
  package static func message(inOpen frame: [UInt8]) -> [UInt8] {
    // Between the delimiters: the kind of the envelope, the message, the checksum.
    (unstuff(frame.dropFirst().dropLast()) ?? []).dropFirst().dropLast(4).map { $0 }
  }

  /// The longest content without its checksum, in bytes.
  package static let longestContent = 249
}
