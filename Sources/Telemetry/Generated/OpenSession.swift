// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Open a session. Spec: messages.md, "openSession".
public struct OpenSession: Hashable, Sendable {
  /// On whose behalf the session is opened.
  public var role: Role
  /// The schema hash the programmer was built with.
  public var schema: UInt32
  /// A number the programmer has not used before; the answer repeats it.
  public var nonce: AsconBlock

  /// One from its parts.
  public init(role: Role, schema: UInt32, nonce: AsconBlock) {
    self.role = role
    self.schema = schema
    self.nonce = nonce
  }
}

extension OpenSession {
  init(from reader: inout ByteReader) {
    role = Role(from: &reader)
    schema = reader.u32()
    nonce = reader.block()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(role.rawValue)
    writer.put(schema)
    writer.put(nonce)
  }
}

extension OpenSession: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("role", role.wireName)
    visitor.number("schema", schema)
    visitor.block("nonce", nonce)
  }
}
