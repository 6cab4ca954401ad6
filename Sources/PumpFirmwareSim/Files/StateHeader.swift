import PumpText
import Telemetry

extension StateFile {
  /// The first bytes of a state file: that it is one, of which version, and whose.
  struct Header {
    let serial: ShortText<12>
    let physics: UInt32

    var bytes: [UInt8] {
      var bytes = StateLayout.magic
      bytes.append(littleEndian: StateLayout.version)
      let text = Array(serial.string.utf8)
      bytes += text + [UInt8](repeating: 0, count: 12 - text.count)
      bytes.append(littleEndian: physics)
      bytes.append(littleEndian: CRC32C.checksum(bytes.span))
      return bytes
    }

    static func serial(in bytes: [UInt8]) -> String? {
      guard bytes.count >= StateLayout.headerBytes, Array(bytes.prefix(8)) == StateLayout.magic,
        CRC32C.checksum(bytes.span.extracting(first: 28)) == bytes.littleEndian(at: 28)
      else { return nil }
      return String(decoding: bytes[12..<24].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Throws unless the file belongs to this pump and this version.
    static func check(
      _ bytes: [UInt8], path: String, serial: ShortText<12>, physics: UInt32
    ) throws {
      let unharmed = "nothing was changed"
      guard bytes.count >= StateLayout.headerBytes, Array(bytes.prefix(8)) == StateLayout.magic
      else {
        throw SimulatorError(.data, "\(path): this is no pump's state file; \(unharmed)")
      }
      let version = bytes.littleEndian(at: 8)
      guard version == StateLayout.version else {
        throw SimulatorError(
          .data,
          "\(path): it was written by another version (layout \(version), this one reads "
            + "\(StateLayout.version)); \(unharmed)")
      }
      guard bytes.count == StateLayout.fileBytes else {
        throw SimulatorError(
          .data,
          "\(path): it is \(bytes.count) bytes long instead of \(StateLayout.fileBytes), so a "
            + "part is missing or was added; \(unharmed)")
      }
      guard let owner = Self.serial(in: bytes) else {
        throw SimulatorError(.data, "\(path): its header is damaged; \(unharmed)")
      }
      guard owner == serial.string else {
        throw SimulatorError(
          .configuration,
          "\(path): it belongs to pump \(owner), and the card is for \(serial.string)")
      }
      guard physics == bytes.littleEndian(at: 24) else {
        throw SimulatorError(
          .configuration,
          "\(path): it was made with another motor, catheter, reservoir or battery than the "
            + "profile's; use the profile it was made with, or a new state file")
      }
    }
  }
}
