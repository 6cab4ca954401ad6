// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The version of the protocol. Spec: messages.md.
public struct ProtocolVersion: Hashable, Sendable {
  /// The protocol's version; another major number is another protocol.
  public var major: UInt8
  /// A higher minor number adds to the protocol and takes nothing away.
  public var minor: UInt8

  /// One from its parts.
  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }
}

extension ProtocolVersion {
  init(from reader: inout ByteReader) {
    major = reader.u8()
    minor = reader.u8()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(major)
    writer.put(minor)
  }
}

extension ProtocolVersion: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("major", major)
    visitor.number("minor", minor)
  }
}
