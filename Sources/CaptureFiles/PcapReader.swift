import Quantities

/// Reads pcap as tcpdump has written it for ever: one link type, times in micro- or nanoseconds,
/// either order of bytes, no directions.
struct PcapReader {
  private static let micro: UInt32 = 0xA1B2_C3D4
  private static let nano: UInt32 = 0xA1B2_3C4D

  private let bytes: [UInt8]
  private let isBigEndian: Bool
  /// Nanoseconds in the unit of the second number of a time.
  private let unit: UInt64

  /// `nil` for a file that is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 4 else { return nil }
    let magic = BlockReader(bytes[..<4], isBigEndian: false).u32(0)
    switch magic {
    case Self.micro, Self.micro.byteSwapped: unit = 1000
    case Self.nano, Self.nano.byteSwapped: unit = 1
    default: return nil
    }
    isBigEndian = magic == Self.micro.byteSwapped || magic == Self.nano.byteSwapped
    self.bytes = bytes
  }

  func read() -> CaptureContents {
    var contents = CaptureContents()
    guard bytes.count >= 24 else {
      contents.stop = CaptureContents.Stop(reason: .cut, offset: 0)
      return contents
    }
    let file = BlockReader(bytes[...], isBigEndian: isBigEndian)
    // The upper bits say what checksum there is.
    let type = LinkType(rawValue: file.u32(20) & 0x0FFF_FFFF)
    var place = 24
    while place < bytes.count {
      guard bytes.count - place >= 16, Int(file.u32(place + 8)) <= bytes.count - place - 16 else {
        contents.stop = CaptureContents.Stop(reason: .cut, offset: place)
        return contents
      }
      let length = Int(file.u32(place + 8))
      let time = UInt64(file.u32(place)) * 1_000_000_000 + UInt64(file.u32(place + 4)) * unit
      contents.add(
        file.slice(place + 16, length), of: type, nanoseconds: time, flags: 0, end: nil,
        comments: [])
      place += 16 + length
    }
    return contents
  }
}

/// What kind of file a capture is, by its first bytes.
package enum CaptureFormat: Equatable, Sendable {
  /// Packets in blocks, or one after the other; all that can be read of them.
  case packets(CaptureContents)
  /// A file that something else has to open first: what it is, and which program opens it.
  case closed(name: String, program: String)
  /// Neither: text, or the bytes of the line.
  case other

  /// Looks at the bytes of a file, and reads it.
  package init(_ bytes: [UInt8]) {
    let first = Array(bytes.prefix(4))
    switch first {
    case [0x0A, 0x0D, 0x0D, 0x0A]:
      var reader = PcapngReader(bytes)
      self = .packets(reader.read())
    case [0x28, 0xB5, 0x2F, 0xFD]: self = .closed(name: "zstd", program: "zstd -d")
    case [0x04, 0x22, 0x4D, 0x18]: self = .closed(name: "lz4", program: "lz4 -d")
    case [0x34, 0xCD, 0xB2, 0xA1], [0xA1, 0xB2, 0xCD, 0x34]:
      self = .closed(name: "modified pcap", program: "editcap -F pcapng")
    default:
      if first.starts(with: [0x1F, 0x8B]) {
        self = .closed(name: "gzip", program: "gunzip")
      } else {
        self = PcapReader(bytes).map { .packets($0.read()) } ?? .other
      }
    }
  }
}
