// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Take another pairing key for a role. Spec: messages.md, "rotateKey".
public struct RotateKey: Hashable, Sendable {
  /// Whose key.
  public var role: Role
  /// The new key. It waits beside the old one until a session is opened with it.
  public var key: AsconBlock

  /// One from its parts.
  public init(role: Role, key: AsconBlock) {
    self.role = role
    self.key = key
  }
}

extension RotateKey {
  init(from reader: inout ByteReader) {
    role = Role(from: &reader)
    key = reader.block()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(role.rawValue)
    writer.put(key)
  }
}

extension RotateKey: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("role", role.wireName)
    visitor.secret("key")
  }
}
