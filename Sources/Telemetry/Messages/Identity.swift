/// Who the pump is, answered in the open and without any patient's data.
///
/// Spec: messages.md, "identity".
public struct Identity: Equatable, Sendable {
  /// The model, such as `PL-40`.
  public var model: ShortText<8>
  /// The serial number, unique to the pump.
  public var serial: ShortText<12>
  /// The firmware's version.
  public var firmware: FirmwareVersion
  /// The protocol's version; another major number is another protocol.
  public var protocolVersion: ProtocolVersion
  /// The hash of the message layouts, ``Schema/hash`` in a matching build.
  public var schema: UInt32

  /// An identity with this build's protocol version and schema.
  public init(model: ShortText<8>, serial: ShortText<12>, firmware: FirmwareVersion) {
    self.model = model
    self.serial = serial
    self.firmware = firmware
    protocolVersion = .current
    schema = Schema.hash
  }

  init(from reader: inout ByteReader) {
    model = ShortText(from: &reader)
    serial = ShortText(from: &reader)
    firmware = FirmwareVersion(major: reader.u8(), minor: reader.u8(), patch: reader.u8())
    protocolVersion = ProtocolVersion(major: reader.u8(), minor: reader.u8())
    schema = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    model.encode(to: &writer)
    serial.encode(to: &writer)
    writer.put(firmware.major)
    writer.put(firmware.minor)
    writer.put(firmware.patch)
    writer.put(protocolVersion.major)
    writer.put(protocolVersion.minor)
    writer.put(schema)
  }
}

/// The version of the pump's firmware.
public struct FirmwareVersion: Equatable, Sendable {
  /// The first number.
  public var major: UInt8
  /// The second number.
  public var minor: UInt8
  /// The third number.
  public var patch: UInt8

  /// A version from its numbers.
  public init(major: UInt8, minor: UInt8, patch: UInt8) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }
}

/// The version of the protocol.
public struct ProtocolVersion: Equatable, Sendable {
  /// The version this build speaks.
  public static var current: ProtocolVersion { ProtocolVersion(major: 1, minor: 0) }

  /// Another number is another protocol.
  public var major: UInt8
  /// A higher number adds to the protocol and takes nothing away.
  public var minor: UInt8

  /// A version from its numbers.
  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }
}

/// The agreement on message layouts that both ends must share.
public enum Schema {
  /// CRC-32C of the canonical listing of `protocol-spec/messages.json`; a test holds it to that.
  public static var hash: UInt32 { 0xE8D6_1EAA }
}
