import Quantities

/// Bytes that went over the line, as a capture file has them.
package struct CaptureRecord: Equatable, Sendable {
  /// Nanoseconds since 1970; `nil` where the file does not say.
  package var nanoseconds: UInt64?
  /// Which way they went; `nil` where the file does not say.
  package var way: LineWay?
  /// Who saw them; `nil` where the file does not say.
  package var end: CaptureEnd?
  /// They themselves: a frame, a part of one, or several.
  package var bytes: [UInt8]
  /// What was said about them.
  package var comments: [String] = []

  /// A record of its parts.
  package init(
    nanoseconds: UInt64?, way: LineWay?, end: CaptureEnd?, bytes: [UInt8], comments: [String] = []
  ) {
    self.nanoseconds = nanoseconds
    self.way = way
    self.end = end
    self.bytes = bytes
    self.comments = comments
  }
}

/// What a capture file holds.
package struct CaptureContents: Equatable, Sendable {
  /// Packets of a link type that is not ours.
  package struct Skipped: Equatable, Sendable {
    /// The link type.
    package let type: LinkType
    /// How many packets of it there are.
    package var packets: Int
  }

  /// Where a file stops being one.
  package struct Stop: Equatable, Sendable {
    /// Why.
    package enum Reason: Equatable, Sendable {
      /// The file ends there, in the middle of a block.
      case cut
      /// What stands there is no block.
      case damaged
    }

    /// Why.
    package let reason: Reason
    /// The offset of the first byte that belongs to no whole block.
    package let offset: Int
  }

  /// What went over the line, in the order of the file.
  package var records: [CaptureRecord] = []
  /// Packets of other link types, which were passed over.
  package var skipped: [Skipped] = []
  /// Packets that name no interface of their section, or contradict their own length.
  package var unreadable = 0
  /// Where the file stops being one; `nil` for a whole one.
  package var stop: Stop?

  /// Nothing.
  package init() {}

  /// Whether the file has packets, and none of them is of this line.
  package var hasOnlyOthers: Bool { records.isEmpty && !skipped.isEmpty }

  mutating func skip(_ type: LinkType) {
    for place in skipped.indices where skipped[place].type == type {
      skipped[place].packets += 1
      return
    }
    skipped.append(Skipped(type: type, packets: 1))
  }

  /// Takes a packet of a link type.
  mutating func add(
    _ data: ArraySlice<UInt8>, of type: LinkType, nanoseconds: UInt64?, flags: UInt32,
    end: CaptureEnd?, comments: [String]
  ) {
    if type == .user0 {
      let inbound = (end ?? .programmer).inbound
      let way: LineWay? =
        switch flags & 3 {
        case 1: inbound
        case 2: inbound.reversed
        default: nil
        }
      records.append(
        CaptureRecord(
          nanoseconds: nanoseconds, way: way, end: end, bytes: Array(data), comments: comments))
    } else if type == .serialTap {
      guard let tap = SerialTap(data) else {
        unreadable += 1
        return
      }
      // Only what changed on the lines beside the data.
      if tap.bytes.isEmpty { return }
      records.append(
        CaptureRecord(
          nanoseconds: tap.nanoseconds, way: tap.way, end: end, bytes: Array(tap.bytes),
          comments: comments))
    } else {
      skip(type)
    }
  }
}

/// What a tap on a serial line puts before what it saw: time, event, state of the other lines.
struct SerialTap {
  let nanoseconds: UInt64
  let way: LineWay?
  let bytes: ArraySlice<UInt8>

  /// How long it is, in bytes.
  static let headerBytes = 12

  /// `nil` for what is too short to be one. Its numbers have the highest byte first.
  init?(_ data: ArraySlice<UInt8>) {
    guard data.count >= Self.headerBytes else { return nil }
    let reader = BlockReader(data, isBigEndian: true)
    nanoseconds =
      UInt64(reader.u32(0)) * 1_000_000_000 + UInt64(reader.u32(4)) * 1000
    way =
      switch reader.u8(8) {
      // Data that the programmer's side sent, begun and ended; and received.
      case 1, 3: .toPump
      case 2, 4: .fromPump
      default: nil
      }
    bytes = data.dropFirst(Self.headerBytes)
  }
}
