// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// A session that opens when the programmer proves itself in it. Spec: messages.md,
/// "sessionOffered".
public struct SessionOffered: Hashable, Sendable {
  /// The session's number, never used before by this pump. 1 or more.
  public var session: UInt32
  /// The nonce of the request.
  public var nonce: AsconBlock
  /// A number the pump has not given before.
  public var pumpNonce: AsconBlock

  /// One from its parts.
  public init(session: UInt32, nonce: AsconBlock, pumpNonce: AsconBlock) {
    self.session = session
    self.nonce = nonce
    self.pumpNonce = pumpNonce
  }
}

extension SessionOffered {
  init(from reader: inout ByteReader) {
    session = reader.u32()
    if session == 0 { reader.reject() }
    nonce = reader.block()
    pumpNonce = reader.block()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
    writer.put(nonce)
    writer.put(pumpNonce)
  }
}

extension SessionOffered: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("session", session)
    visitor.block("nonce", nonce)
    visitor.block("pumpNonce", pumpNonce)
  }
}
