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
  public var nonce: AsconBlock

  /// A request from its parts.
  public init(role: Role, schema: UInt32, nonce: AsconBlock) {
    self.role = role
    self.schema = schema
    self.nonce = nonce
  }

  init(from reader: inout ByteReader) {
    let role = Role(rawValue: reader.u8())
    if role == nil { reader.reject() }
    self.init(role: role ?? .patient, schema: reader.u32(), nonce: reader.block())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(role.rawValue)
    writer.put(schema)
    writer.put(nonce)
  }
}

/// The answer to ``OpenSession``: a session that begins when the programmer proves itself in it.
///
/// Spec: messages.md, "sessionOffered".
public struct SessionOffered: Hashable, Sendable {
  /// The session's number, never zero.
  public var session: UInt32
  /// The nonce of the request.
  public var nonce: AsconBlock
  /// A number the pump has not given before.
  public var pumpNonce: AsconBlock

  /// An offer from its parts.
  public init(session: UInt32, nonce: AsconBlock, pumpNonce: AsconBlock) {
    self.session = session
    self.nonce = nonce
    self.pumpNonce = pumpNonce
  }

  init(from reader: inout ByteReader) {
    session = reader.sessionNumber()
    nonce = reader.block()
    pumpNonce = reader.block()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
    writer.put(nonce)
    writer.put(pumpNonce)
  }
}

/// The answer to the confirmation of a session: it is open. Spec: messages.md, "sessionOpened".
public struct SessionOpened: Hashable, Sendable {
  /// The session's number, never zero.
  public var session: UInt32
  /// The pump's link clock in ms modulo 2^32; `notAfter` of commands is measured on it.
  public var linkClock: UInt32
  /// The pump closes the session after this many seconds without a request.
  public var idleSeconds: UInt16

  /// An answer from its parts.
  public init(session: UInt32, linkClock: UInt32, idleSeconds: UInt16) {
    self.session = session
    self.linkClock = linkClock
    self.idleSeconds = idleSeconds
  }

  init(from reader: inout ByteReader) {
    session = reader.sessionNumber()
    linkClock = reader.u32()
    idleSeconds = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(session)
    writer.put(linkClock)
    writer.put(idleSeconds)
  }
}

/// The answer to a sealed frame of a session that is not open: a hint that nobody needs to believe.
///
/// Spec: messages.md, "noSession".
public struct NoSession: Hashable, Sendable {
  /// The number the frame bore.
  public var session: UInt32

  /// An answer about one session.
  public init(session: UInt32) { self.session = session }

  init(from reader: inout ByteReader) { session = reader.u32() }

  func encode(to writer: inout ByteWriter) { writer.put(session) }
}

/// The request to go to minimum rate at once, for which nobody needs a key.
///
/// Spec: messages.md, "emergencyRate".
public struct EmergencyRate: Hashable, Sendable {
  /// The session on offer, which shows that the request is no copy of an earlier one; never zero.
  public var session: UInt32

  /// A request that names the session on offer.
  public init(session: UInt32) { self.session = session }

  init(from reader: inout ByteReader) { session = reader.sessionNumber() }

  func encode(to writer: inout ByteWriter) { writer.put(session) }
}

/// The order to put another pairing key in place of a role's. Spec: messages.md, "rotateKey".
public struct RotateKey: Hashable, Sendable {
  /// Whose key.
  public var role: Role
  /// The new key.
  public var key: AsconBlock

  /// An order from its parts.
  public init(role: Role, key: AsconBlock) {
    self.role = role
    self.key = key
  }

  init(from reader: inout ByteReader) {
    let role = Role(rawValue: reader.u8())
    if role == nil { reader.reject() }
    self.init(role: role ?? .patient, key: reader.block())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(role.rawValue)
    writer.put(key)
  }
}

extension ByteWriter {
  /// Sixteen bytes: a key, a nonce or a tag.
  @inline(__always)
  package mutating func put(_ block: AsconBlock) {
    put(block.low)
    put(block.high)
  }
}

extension ByteReader {
  /// Sixteen bytes: a key, a nonce or a tag.
  @inline(__always)
  package mutating func block() -> AsconBlock { AsconBlock(low: u64(), high: u64()) }

  fileprivate mutating func sessionNumber() -> UInt32 {
    let number = u32()
    if number == 0 { reject() }
    return number
  }
}
