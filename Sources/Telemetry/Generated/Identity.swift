// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Who the pump is. Spec: messages.md.
public struct Identity: Equatable, Sendable {
  /// The model, such as PL-40.
  public var model: ShortText<8>
  /// The serial number, unique to the pump.
  public var serial: ShortText<12>
  /// The firmware's version.
  public var firmware: FirmwareVersion
  /// The protocol's version; another major number is another protocol.
  public var protocolVersion: ProtocolVersion
  /// The schema hash the pump was built with.
  public var schema: UInt32

  /// One with this build's protocol version and schema.
  public init(model: ShortText<8>, serial: ShortText<12>, firmware: FirmwareVersion) {
    self.model = model
    self.serial = serial
    self.firmware = firmware
    self.protocolVersion = .current
    self.schema = Schema.hash
  }

  /// An identity without a name.
  package init() {
    self.init(
      model: ShortText(), serial: ShortText(),
      firmware: FirmwareVersion(major: 0, minor: 0, patch: 0)
    )
  }
}

extension Identity {
  init(from reader: inout ByteReader) {
    model = ShortText(from: &reader)
    serial = ShortText(from: &reader)
    firmware = FirmwareVersion(from: &reader)
    protocolVersion = ProtocolVersion(from: &reader)
    schema = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    model.encode(to: &writer)
    serial.encode(to: &writer)
    firmware.encode(to: &writer)
    protocolVersion.encode(to: &writer)
    writer.put(schema)
  }
}

extension Identity: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.text("model", model)
    visitor.text("serial", serial)
    visitor.enter("firmware")
    firmware.visit(&visitor)
    visitor.leave()
    visitor.enter("protocolVersion")
    protocolVersion.visit(&visitor)
    visitor.leave()
    visitor.number("schema", schema)
  }
}
