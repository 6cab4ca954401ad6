import Quantities

/// Reads pcapng: sections of either order of bytes, any number of interfaces with a resolution of
/// their own, packets of all three kinds. Blocks and options that are nobody's are passed over.
struct PcapngReader {
  /// An interface of a section.
  private struct Interface {
    let type: LinkType
    let snapLength: UInt32
    var end: CaptureEnd?
    var resolution: UInt8 = 6
    var offset: Int64 = 0

    /// A time in its units, in nanoseconds; what is beyond them is as far as they go.
    func nanoseconds(_ time: UInt64) -> UInt64 {
      let own =
        resolution & 0x80 == 0
        ? Self.decimal(time, Int(resolution)) : Self.binary(time, Int(resolution & 0x7F))
      let (shift, isBeyond) = offset.magnitude.multipliedReportingOverflow(by: 1_000_000_000)
      if isBeyond { return offset < 0 ? 0 : .max }
      if offset < 0 { return own > shift ? own - shift : 0 }
      let (sum, isOver) = own.addingReportingOverflow(shift)
      return isOver ? .max : sum
    }

    private static func decimal(_ time: UInt64, _ digits: Int) -> UInt64 {
      var time = time
      for _ in 0..<max(0, digits - 9) { time /= 10 }
      for _ in 0..<max(0, 9 - digits) {
        let (next, isOver) = time.multipliedReportingOverflow(by: 10)
        if isOver { return .max }
        time = next
      }
      return time
    }

    private static func binary(_ time: UInt64, _ bits: Int) -> UInt64 {
      let (high, low) = time.multipliedFullWidth(by: UInt64(1_000_000_000))
      if bits >= 64 { return bits >= 128 ? 0 : high >> UInt64(bits - 64) }
      if bits == 0 { return high > 0 ? .max : low }
      if high >> UInt64(bits) > 0 { return .max }
      return high << UInt64(64 - bits) | low >> UInt64(bits)
    }
  }

  private let bytes: [UInt8]
  private var isBigEndian = false
  private var interfaces: [Interface] = []
  private var contents = CaptureContents()

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// All that can be read.
  mutating func read() -> CaptureContents {
    var place = 0
    while place < bytes.count {
      guard bytes.count - place >= 12 else { return stopped(.cut, place) }
      let head = BlockReader(bytes[place..<place + 12], isBigEndian: false)
      // The same read from either end.
      let isSection = head.u32(0) == Pcapng.section
      if isSection {
        switch head.u32(8) {
        case Pcapng.byteOrder: isBigEndian = false
        case Pcapng.byteOrder.byteSwapped: isBigEndian = true
        default: return stopped(.damaged, place)
        }
      }
      let reader = BlockReader(bytes[place...], isBigEndian: isBigEndian)
      let length = Int(reader.u32(4))
      guard length >= (isSection ? 28 : 12), length.isMultiple(of: 4) else {
        return stopped(.damaged, place)
      }
      guard length <= bytes.count - place else { return stopped(.cut, place) }
      guard reader.u32(length - 4) == UInt32(length) else { return stopped(.damaged, place) }
      if isSection { interfaces = [] }
      take(reader.u32(0), bytes[place + 8..<place + length - 4])
      place += length
    }
    return contents
  }

  private mutating func stopped(
    _ reason: CaptureContents.Stop.Reason, _ offset: Int
  ) -> CaptureContents {
    contents.stop = CaptureContents.Stop(reason: reason, offset: offset)
    return contents
  }

  private mutating func take(_ type: UInt32, _ body: ArraySlice<UInt8>) {
    let reader = BlockReader(body, isBigEndian: isBigEndian)
    switch type {
    case Pcapng.interface: takeInterface(reader)
    case Pcapng.packet:
      guard reader.count >= 20 else { return contents.unreadable += 1 }
      takePacket(
        reader, of: Int(reader.u32(0)), time: UInt64(reader.u32(4)) << 32 | UInt64(reader.u32(8)),
        length: Int(reader.u32(12)), at: 20)
    case Pcapng.oldPacket:
      guard reader.count >= 20 else { return contents.unreadable += 1 }
      takePacket(
        reader, of: Int(reader.u16(0)), time: UInt64(reader.u32(4)) << 32 | UInt64(reader.u32(8)),
        length: Int(reader.u32(12)), at: 20)
    case Pcapng.simplePacket:
      guard reader.count >= 4, let interface = interfaces.first else {
        return contents.unreadable += 1
      }
      let limit = interface.snapLength == 0 ? .max : Int(interface.snapLength)
      let length = min(Int(reader.u32(0)), limit, reader.count - 4)
      contents.add(
        reader.slice(4, length), of: interface.type, nanoseconds: nil, flags: 0,
        end: interface.end, comments: [])
    default: break
    }
  }

  /// One that is too short to be one takes its place all the same: packets count interfaces.
  private mutating func takeInterface(_ reader: BlockReader) {
    guard reader.count >= 8 else {
      return interfaces.append(Interface(type: LinkType(rawValue: .max), snapLength: 0))
    }
    var interface = Interface(
      type: LinkType(rawValue: UInt32(reader.u16(0))), snapLength: reader.u32(4))
    for option in reader.options(from: 8) {
      switch option.code {
      case Pcapng.interfaceDescription:
        interface.end = CaptureEnd(description: text(option.value))
      case Pcapng.resolution: if let first = option.value.first { interface.resolution = first }
      case Pcapng.timeOffset where option.value.count == 8:
        let value = BlockReader(option.value, isBigEndian: isBigEndian)
        interface.offset = Int64(bitPattern: value.u64(0))
      default: break
      }
    }
    interfaces.append(interface)
  }

  private mutating func takePacket(
    _ reader: BlockReader, of place: Int, time: UInt64, length: Int, at start: Int
  ) {
    guard place < interfaces.count, length <= reader.count - start else {
      return contents.unreadable += 1
    }
    let interface = interfaces[place]
    var flags: UInt32 = 0
    var comments: [String] = []
    for option in reader.options(from: start + Pcapng.padded(length)) {
      switch option.code {
      case Pcapng.comment: comments.append(text(option.value))
      case Pcapng.flags where option.value.count == 4:
        flags = BlockReader(option.value, isBigEndian: isBigEndian).u32(0)
      default: break
      }
    }
    contents.add(
      reader.slice(start, length), of: interface.type, nanoseconds: interface.nanoseconds(time),
      flags: flags, end: interface.end, comments: comments)
  }
}
