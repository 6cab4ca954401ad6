import PumpFirmware
import PumpText
import PumpWorld
import Telemetry

extension StateFile {
  /// The first bytes of a state file: that it is one, of which version, whose, and the keys that
  /// are in the pump for good.
  struct Header {
    let serial: ShortText<12>
    let physics: UInt32
    let keys: PairingKeys

    init(_ setup: PumpSetup) {
      serial = setup.device.identity.serial
      physics = StateFile.physics(of: setup.plant)
      keys = setup.secrets.factoryKeys
    }

    var bytes: [UInt8] {
      var bytes = StateLayout.magic
      bytes.append(littleEndian: StateLayout.version)
      let text = Array(serial.string.utf8)
      bytes += text + [UInt8](repeating: 0, count: 12 - text.count)
      bytes.append(littleEndian: physics)
      bytes.append(keys.clinician)
      bytes.append(keys.patient)
      bytes.append(littleEndian: CRC32C.checksum(bytes.span))
      return bytes
    }

    /// Reads a header that is of this version and whole; `nil` for anything else.
    private init?(sound bytes: [UInt8]) {
      let covered = StateLayout.headerChecksumOffset
      guard bytes.count >= StateLayout.headerBytes, Array(bytes.prefix(8)) == StateLayout.magic,
        bytes.littleEndian(at: 8) == StateLayout.version,
        CRC32C.checksum(bytes.span.extracting(first: covered)) == bytes.littleEndian(at: covered),
        let serial = ShortText<12>(
          string: String(
            decoding: bytes[StateLayout.serialOffset..<StateLayout.physicsOffset]
              .prefix { $0 != 0 }, as: UTF8.self))
      else { return nil }
      self.serial = serial
      physics = bytes.littleEndian(at: StateLayout.physicsOffset)
      keys = PairingKeys(
        clinician: bytes.block(at: StateLayout.clinicianKeyOffset),
        patient: bytes.block(at: StateLayout.patientKeyOffset))
    }

    /// Reads the header of a state file as far as a card can be made from it; `nil` when it cannot.
    static func read(_ path: String) throws -> Header? {
      guard let file = try RawFile.open(path) else { return nil }
      return Header(sound: try file.readAll(limit: StateLayout.headerBytes))
    }

    /// Reads the header of a whole file. Throws unless the file is of this version and belongs to
    /// the pump of this setup. The keys are the file's own.
    init(
      of bytes: [UInt8], path: String, _ setup: PumpSetup
    ) throws {
      let unharmed = "nothing was changed"
      // The shortest header there ever was tells its version.
      guard bytes.count >= 32, Array(bytes.prefix(8)) == StateLayout.magic
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
      guard bytes.count == StateLayout.fileBytes || bytes.count == StateLayout.longFileBytes else {
        throw SimulatorError(
          .data,
          "\(path): it is \(bytes.count) bytes long instead of \(StateLayout.fileBytes), so a "
            + "part is missing or was added; \(unharmed)")
      }
      guard let header = Header(sound: bytes) else {
        throw SimulatorError(.data, "\(path): its header is damaged; \(unharmed)")
      }
      let wanted = Header(setup)
      guard header.serial == wanted.serial else {
        throw SimulatorError(
          .configuration,
          "\(path): it belongs to pump \(header.serial.string), and the card is for "
            + wanted.serial.string)
      }
      guard header.physics == wanted.physics else {
        throw SimulatorError(
          .configuration,
          "\(path): it was made with another motor, catheter, reservoir or battery than the "
            + "profile's; use the profile it was made with, or a new state file")
      }
      self = header
    }
  }
}
