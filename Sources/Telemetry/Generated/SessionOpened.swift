// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The session is open. Spec: messages.md, "sessionOpened".
public struct SessionOpened: Hashable, Sendable {
  /// The session's number. 1 or more.
  public var session: UInt32
  /// The pump's link clock. Unit ms modulo 2^32.
  public var linkClock: UInt32
  /// The pump closes the session after this long without a request. Unit s.
  public var idleSeconds: UInt16

  /// One from its parts.
  public init(session: UInt32, linkClock: UInt32, idleSeconds: UInt16) {
    self.session = session
    self.linkClock = linkClock
    self.idleSeconds = idleSeconds
  }
}

extension SessionOpened {
  init(from reader: inout ByteReader) {
    session = reader.u32()
    if session == 0 { reader.reject() }
    linkClock = reader.u32()
    idleSeconds = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
    writer.put(linkClock)
    writer.put(idleSeconds)
  }
}

extension SessionOpened: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("session", session)
    visitor.number("linkClock", linkClock)
    visitor.number("idleSeconds", idleSeconds)
  }
}
