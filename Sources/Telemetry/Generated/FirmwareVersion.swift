// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The version of the pump's firmware. Spec: messages.md.
public struct FirmwareVersion: Hashable, Sendable {
  /// The firmware's version, first number.
  public var major: UInt8
  /// The firmware's version, second number.
  public var minor: UInt8
  /// The firmware's version, third number.
  public var patch: UInt8

  /// One from its parts.
  public init(major: UInt8, minor: UInt8, patch: UInt8) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }
}

extension FirmwareVersion {
  init(from reader: inout ByteReader) {
    major = reader.u8()
    minor = reader.u8()
    patch = reader.u8()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(major)
    writer.put(minor)
    writer.put(patch)
  }
}

extension FirmwareVersion: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("major", major)
    visitor.number("minor", minor)
    visitor.number("patch", patch)
  }
}
