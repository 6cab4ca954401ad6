import Quantities

/// The numbers of a pcapng file. Spec: captures.md, "Blocks".
enum Pcapng {
  static let section: UInt32 = 0x0A0D_0D0A
  static let interface: UInt32 = 1
  static let oldPacket: UInt32 = 2
  static let simplePacket: UInt32 = 3
  static let packet: UInt32 = 6
  static let byteOrder: UInt32 = 0x1A2B_3C4D

  static let comment: UInt16 = 1
  static let hardware: UInt16 = 2
  static let system: UInt16 = 3
  static let application: UInt16 = 4
  static let interfaceName: UInt16 = 2
  static let interfaceDescription: UInt16 = 3
  static let resolution: UInt16 = 9
  static let timeOffset: UInt16 = 14
  static let flags: UInt16 = 2

  /// A length with what fills it up to a multiple of four.
  static func padded(_ length: Int) -> Int { (length + 3) & ~3 }
}

/// Who writes a capture: what a section's head says.
package struct CaptureAuthor: Hashable, Sendable {
  /// The machine.
  package var hardware: String
  /// The operating system.
  package var system: String
  /// The program and its version.
  package var program: String

  /// An author of its parts.
  package init(hardware: String, system: String, program: String) {
    self.hardware = hardware
    self.system = system
    self.program = program
  }
}

/// The blocks of a pcapng file, each as its bytes, lowest byte first, in nanoseconds.
package enum PcapngBlock {
  /// The head of a section, which goes on as long as it likes.
  package static func section(_ author: CaptureAuthor) -> [UInt8] {
    var body = little(Pcapng.byteOrder) + [1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8)
    for (code, value) in [
      (Pcapng.hardware, author.hardware), (Pcapng.system, author.system),
      (Pcapng.application, author.program),
    ] where !value.isEmpty {
      body += option(code, Array(value.utf8))
    }
    return block(Pcapng.section, body + end)
  }

  /// An interface: an end of the line, with the name of its port.
  package static func interface(_ seenBy: CaptureEnd, name: String) -> [UInt8] {
    var body: [UInt8] = [UInt8(LinkType.user0.rawValue), 0, 0, 0, 0, 0, 0, 0]
    body += option(Pcapng.interfaceName, Array(name.utf8))
    body += option(Pcapng.interfaceDescription, Array(seenBy.description.utf8))
    // Nanoseconds: 10 to the power of minus nine.
    body += option(Pcapng.resolution, [9])
    return block(Pcapng.interface, body + end)
  }

  /// A packet of an interface of the section.
  package static func packet(
    _ bytes: [UInt8], interface: UInt32, nanoseconds: UInt64, isInbound: Bool, comments: [String]
  ) -> [UInt8] {
    let length = little(UInt32(clamping: bytes.count))
    var body = little(interface)
    body += little(UInt32(nanoseconds >> 32)) + little(UInt32(truncatingIfNeeded: nanoseconds))
    body += length + length + bytes
    while body.count < Pcapng.padded(body.count) { body.append(0) }
    for comment in comments { body += option(Pcapng.comment, Array(comment.utf8)) }
    body += option(Pcapng.flags, [isInbound ? 1 : 2, 0, 0, 0])
    return block(Pcapng.packet, body + end)
  }

  private static let end: [UInt8] = [0, 0, 0, 0]

  private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let length = little(UInt32(clamping: body.count + 12))
    return little(type) + length + body + length
  }

  /// What is too long for an option is cut off.
  private static func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
    let value = Array(value.prefix(mostOption))
    var bytes = [
      UInt8(truncatingIfNeeded: code), UInt8(truncatingIfNeeded: code >> 8),
      UInt8(truncatingIfNeeded: value.count), UInt8(truncatingIfNeeded: value.count >> 8),
    ]
    bytes += value
    while bytes.count < Pcapng.padded(bytes.count) { bytes.append(0) }
    return bytes
  }

  /// The longest option there is here, in bytes: a packet with a few of them still goes into a pipe
  /// at once.
  private static let mostOption = 400

  private static func little(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
