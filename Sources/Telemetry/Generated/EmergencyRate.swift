// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Go to minimum rate at once, without a key. Spec: messages.md, "emergencyRate".
public struct EmergencyRate: Hashable, Sendable {
  /// The session on offer, which shows that this is no copy of an earlier request. 1 or more.
  public var session: UInt32

  /// One from its parts.
  public init(session: UInt32) {
    self.session = session
  }
}

extension EmergencyRate {
  init(from reader: inout ByteReader) {
    session = reader.u32()
    if session == 0 { reader.reject() }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
  }
}

extension EmergencyRate: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("session", session)
  }
}
