import Quantities
import TestLimits
import Testing

@testable import CaptureFiles

/// Files that others wrote: either order of bytes, any resolution, blocks that are nobody's.
@Suite(.limited)
struct ForeignFileTests {
  @Test(arguments: [false, true])
  func `packets of all three kinds are read in either order of bytes`(isBig: Bool) throws {
    var file = ForeignFile(isBigEndian: isBig)
    file.section()
    file.interface(147, description: CaptureEnd.programmer.description, resolution: 6)
    file.packet(interface: 0, time: 1_500_000, [0, 1, 0], flags: 1)
    file.block(0xBAD, [1, 2, 3, 4])
    file.oldPacket(interface: 0, time: 2_000_000, [0, 2, 0])
    file.simplePacket([0, 3, 0])
    let contents = try file.contents()
    #expect(contents.records.map(\.bytes) == [[0, 1, 0], [0, 2, 0], [0, 3, 0]])
    #expect(contents.records.map(\.nanoseconds) == [1_500_000_000, 2_000_000_000, nil])
    #expect(contents.records.map(\.way) == [.fromPump, nil, nil])
    #expect(contents.stop == nil && contents.unreadable == 0)
  }

  @Test(
    arguments: [
      (0, 3, 3_000_000_000), (3, 1500, 1_500_000_000), (9, 7, 7), (12, 7999, 7),
      (0x80 | 10, 1024, 1_000_000_000), (0x80, 2, 2_000_000_000), (0x80 | 64, 1 << 40, 59),
    ] as [(UInt8, UInt64, UInt64)])
  func `a time is in the units of its interface`(
    resolution: UInt8, time: UInt64, nanoseconds: UInt64
  ) throws {
    var file = ForeignFile(isBigEndian: false)
    file.section()
    file.interface(147, description: "", resolution: resolution)
    file.packet(interface: 0, time: time, [0], flags: 0)
    #expect(try file.contents().records.map(\.nanoseconds) == [nanoseconds])
  }

  @Test func `interfaces belong to their section, and others' packets are counted`() throws {
    var file = ForeignFile(isBigEndian: false)
    file.section()
    file.interface(1, description: "", resolution: 6)
    file.packet(interface: 0, time: 1, [1], flags: 0)
    file.interface(147, description: CaptureEnd.pump.description, resolution: 9)
    file.packet(interface: 1, time: 1, [2], flags: 1)
    file.packet(interface: 0, time: 1, [3], flags: 0)
    file.section()
    file.packet(interface: 0, time: 1, [4], flags: 0)
    let contents = try file.contents()
    #expect(contents.records.map(\.bytes) == [[2]] && contents.records[0].way == .toPump)
    #expect(contents.skipped == [CaptureContents.Skipped(type: LinkType(rawValue: 1), packets: 2)])
    #expect(contents.unreadable == 1)
    #expect(!contents.hasOnlyOthers)
  }

  @Test(arguments: [false, true], [false, true])
  func `pcap is read in either order and unit`(isBig: Bool, isNano: Bool) throws {
    var file = ForeignFile(isBigEndian: isBig)
    file.u32(isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4)
    file.u16(2)
    file.u16(4)
    for _ in 0..<2 { file.u32(0) }
    file.u32(65_535)
    file.u32(250)
    // Begun and ended, sent and received, and a line beside the data that changed.
    for event in [1, 2, 3, 4, 0] as [UInt8] {
      let data: [UInt8] = event == 0 ? [] : [event, 0]
      for number in [9, 9, 12 + data.count, 12 + data.count] { file.u32(UInt32(number)) }
      file.bytes += [0, 0, 0, 5, 0, 0, 0, 6, event, 0, 0, 0] + data
    }
    let contents = try file.contents()
    #expect(contents.records.map(\.bytes) == [[1, 0], [2, 0], [3, 0], [4, 0]])
    #expect(contents.records.map(\.way) == [.toPump, .fromPump, .toPump, .fromPump])
    #expect(contents.records.map(\.nanoseconds).allSatisfy { $0 == 5_000_006_000 })
    // Cut at any byte: what is whole before, and where.
    for length in 24..<file.bytes.count {
      guard case .packets(let cut) = CaptureFormat(Array(file.bytes.prefix(length))) else {
        continue
      }
      let whole = min(4, (length - 24) / 30)
      #expect(cut.records == Array(contents.records.prefix(whole)), "cut at \(length)")
      let rest = length == 24 + 30 * whole
      #expect((cut.stop == nil) == rest, "cut at \(length)")
    }
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gunzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd -d"),
      ([0x04, 0x22, 0x4D, 0x18], "lz4 -d"), ([0x34, 0xCD, 0xB2, 0xA1], "editcap -F pcapng"),
    ] as [([UInt8], String)])
  func `a file that something else opens is named with what does`(first: [UInt8], by: String) {
    guard case .closed(_, let program) = CaptureFormat(first + [1, 2, 3]) else {
      Issue.record("not known")
      return
    }
    #expect(program == by)
  }

  @Test func `what stands there and is no block stops the reading`() throws {
    var file = ForeignFile(isBigEndian: false)
    file.section()
    let place = file.bytes.count
    file.bytes += [UInt8](repeating: 0, count: 16)
    #expect(
      try file.contents().stop == CaptureContents.Stop(reason: .damaged, offset: place))
  }
}

/// A capture file as somebody else would write it.
struct ForeignFile {
  let isBigEndian: Bool
  var bytes: [UInt8] = []

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  func contents() throws -> CaptureContents {
    guard case .packets(let contents) = CaptureFormat(bytes) else { throw Written.NoCapture() }
    return contents
  }

  mutating func u16(_ value: UInt16) {
    let pair = [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)]
    bytes += isBigEndian ? pair.reversed() : pair
  }

  mutating func u32(_ value: UInt32) {
    let four = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    bytes += isBigEndian ? four.reversed() : four
  }

  mutating func section() {
    u32(0x0A0D_0D0A)
    u32(28)
    u32(0x1A2B_3C4D)
    u16(1)
    u16(0)
    bytes += [UInt8](repeating: 0xFF, count: 8)
    u32(28)
  }

  mutating func block(_ type: UInt32, _ body: [UInt8]) {
    let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    u32(type)
    u32(UInt32(padded.count + 12))
    bytes += padded
    u32(UInt32(padded.count + 12))
  }

  private func built(_ write: (inout ForeignFile) -> Void) -> [UInt8] {
    var body = ForeignFile(isBigEndian: isBigEndian)
    write(&body)
    return body.bytes
  }

  private mutating func option(_ code: UInt16, _ value: [UInt8]) {
    u16(code)
    u16(UInt16(value.count))
    bytes += value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
  }

  mutating func interface(_ type: UInt16, description: String, resolution: UInt8) {
    block(
      1,
      built { body in
        body.u16(type)
        body.u16(0)
        body.u32(0)
        body.option(0x7777, [1, 2, 3])
        body.option(3, Array(description.utf8))
        body.option(9, [resolution])
        body.u32(0)
      })
  }

  mutating func packet(interface: UInt32, time: UInt64, _ data: [UInt8], flags: UInt32) {
    block(
      6,
      built { body in
        body.u32(interface)
        body.u32(UInt32(time >> 32))
        body.u32(UInt32(truncatingIfNeeded: time))
        for _ in 0..<2 { body.u32(UInt32(data.count)) }
        body.bytes += data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        body.u16(2)
        body.u16(4)
        body.u32(flags)
        body.u32(0)
      })
  }

  mutating func oldPacket(interface: UInt16, time: UInt64, _ data: [UInt8]) {
    block(
      2,
      built { body in
        body.u16(interface)
        body.u16(0)
        body.u32(UInt32(time >> 32))
        body.u32(UInt32(truncatingIfNeeded: time))
        for _ in 0..<2 { body.u32(UInt32(data.count)) }
        body.bytes += data
      })
  }

  mutating func simplePacket(_ data: [UInt8]) {
    block(
      3,
      built { body in
        body.u32(UInt32(data.count))
        body.bytes += data
      })
  }
}
