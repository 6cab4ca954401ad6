// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The command the pump applied last, so that a programmer which lost the answer can find out.
/// Spec: messages.md.
public struct AppliedCommand: Hashable, Sendable {
  /// The session of the order applied last.
  public var session: UInt32
  /// The request id of the order applied last; zero when there is none.
  public var request: UInt16

  /// One from its parts.
  public init(session: UInt32, request: UInt16) {
    self.session = session
    self.request = request
  }
}

extension AppliedCommand {
  /// Session 0 stands for none.
  @inline(__always)
  package static func optional(from reader: inout ByteReader) -> Self? {
    let session = reader.u32()
    let request = reader.u16()
    if session == 0 && request != 0 { reader.reject() }
    return session == 0 ? nil : Self(session: session, request: request)
  }

  @inline(__always)
  package static func encode(_ value: Self?, to writer: inout ByteWriter) {
    writer.put(value?.session ?? 0)
    writer.put(value?.request ?? 0)
  }
}

extension AppliedCommand: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("session", session)
    visitor.number("request", request)
  }
}
