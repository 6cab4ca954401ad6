/// On whose behalf a session is opened.
public enum Role: UInt8, Hashable, Sendable {
  /// A clinician: reads and changes everything.
  case clinician = 1
  /// The patient: reads status.
  case patient = 2
}

/// A request to open a session. Spec: messages.md, "openSession".
public struct OpenSession: Hashable, Sendable {
  /// On whose behalf.
  public var role: Role
  /// The hash of the message layouts the programmer was built with.
  public var schema: UInt32
  /// A number the programmer has not used before; the answer repeats it.
  public var nonce: UInt64

  /// A request from its parts.
  public init(role: Role, schema: UInt32, nonce: UInt64) {
    self.role = role
    self.schema = schema
    self.nonce = nonce
  }

  init(from reader: inout ByteReader) {
    let role = Role(rawValue: reader.u8())
    if role == nil { reader.reject() }
    self.init(role: role ?? .patient, schema: reader.u32(), nonce: reader.u64())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(role.rawValue)
    writer.put(schema)
    writer.put(nonce)
  }
}

/// The answer to ``OpenSession``. Spec: messages.md, "sessionOpened".
public struct SessionOpened: Hashable, Sendable {
  /// The session's number, never zero and never used before by this pump.
  public var session: UInt32
  /// The nonce of the request.
  public var nonce: UInt64
  /// The pump's link clock in ms modulo 2^32; `notAfter` of commands is measured on it.
  public var linkClock: UInt32
  /// The pump closes the session after this many seconds without a request.
  public var idleSeconds: UInt16

  /// An answer from its parts.
  public init(session: UInt32, nonce: UInt64, linkClock: UInt32, idleSeconds: UInt16) {
    self.session = session
    self.nonce = nonce
    self.linkClock = linkClock
    self.idleSeconds = idleSeconds
  }

  init(from reader: inout ByteReader) {
    session = reader.u32()
    if session == 0 { reader.reject() }
    nonce = reader.u64()
    linkClock = reader.u32()
    idleSeconds = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
    writer.put(nonce)
    writer.put(linkClock)
    writer.put(idleSeconds)
  }
}
