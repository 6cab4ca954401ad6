// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The answer, under request id 0, to a sealed frame of a session that is neither open nor on
/// offer: a hint that nobody needs to believe. Spec: messages.md, "noSession".
public struct NoSession: Hashable, Sendable {
  /// The session number the frame bore.
  public var session: UInt32

  /// One from its parts.
  public init(session: UInt32) {
    self.session = session
  }
}

extension NoSession {
  init(from reader: inout ByteReader) {
    session = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
  }
}

extension NoSession: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("session", session)
  }
}
