/// What stands before a message in a frame, as it is on the wire: how the message is protected.
///
/// Spec: link.md, "Envelope".
public enum WireEnvelope: Hashable, Sendable {
  /// In the open, outside any session.
  case open
  /// Sealed in a session, under a counter of its direction.
  case sealed(session: UInt32, counter: UInt32)

  /// The bytes of a sealed message before its ciphertext.
  static var sealedBytes: Int { 9 }
}

/// Whose a message is, once it is opened.
public enum Envelope: Hashable, Sendable {
  /// Nobody's: identify, the opening of a session, the emergency.
  case open
  /// That of the session of this number, which its seal proves.
  case session(UInt32)

  static var openKind: UInt8 { 1 }
  static var sealedKind: UInt8 { 3 }
}

/// What every message begins with, besides its type.
public struct MessageHeader: Hashable, Sendable {
  /// Whose it is.
  public var envelope: Envelope
  /// The number that ties an answer to its request. Zero is kept for telemetry nobody asked for.
  public var request: UInt16

  /// A header from its parts.
  public init(_ envelope: Envelope, request: UInt16) {
    self.envelope = envelope
    self.request = request
  }
}
