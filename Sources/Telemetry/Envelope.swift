/// What stands before a message in a frame: how it is protected, and whose it is.
///
/// Spec: link.md, "Envelope". Kind 3 is kept for sealed messages, which carry the same bytes.
public enum Envelope: Hashable, Sendable {
  /// In the open, outside any session: identify and the opening of a session.
  case open
  /// Inside the session of this number.
  case session(UInt32)

  static var openKind: UInt8 { 1 }
  static var sessionKind: UInt8 { 2 }

  @inline(__always)
  func encode(to writer: inout ByteWriter) {
    switch self {
    case .open: writer.put(Self.openKind)
    case .session(let number):
      writer.put(Self.sessionKind)
      writer.put(number)
    }
  }

  @inline(__always)
  init?(from reader: inout ByteReader) {
    switch reader.u8() {
    case Self.openKind: self = .open
    case Self.sessionKind: self = .session(reader.u32())
    default: return nil
    }
  }
}

/// What every message begins with, besides its type.
public struct MessageHeader: Hashable, Sendable {
  /// How it is protected, and whose it is.
  public var envelope: Envelope
  /// The number that ties an answer to its request. Zero is kept for telemetry nobody asked for.
  public var request: UInt16

  /// A header from its parts.
  public init(_ envelope: Envelope, request: UInt16) {
    self.envelope = envelope
    self.request = request
  }
}
