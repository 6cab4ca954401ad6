import Quantities

/// What both ends of a handshake know of it when it is over, except the pairing key.
///
/// Spec: security.md, "Session keys".
public struct Handshake: Equatable, Sendable {
  /// On whose behalf the session is opened; each role has a pairing key of its own.
  public var role: Role
  /// The hash of the message layouts both ends were built with.
  public var schema: UInt32
  /// The pump's serial number.
  public var serial: ShortText<12>
  /// The session's number.
  public var session: UInt32
  /// The programmer's nonce, which it never used before.
  public var programmerNonce: AsconBlock
  /// The pump's nonce, which it never gave before.
  public var pumpNonce: AsconBlock

  /// What an opening and the offer that answered it agree on.
  public init(_ opening: OpenSession, _ offer: SessionOffered, serial: ShortText<12>) {
    role = opening.role
    schema = opening.schema
    self.serial = serial
    session = offer.session
    programmerNonce = opening.nonce
    pumpNonce = offer.pumpNonce
  }
}

/// The two keys of one session, one for each direction.
///
/// They come from the pairing key and from everything the handshake agreed on, so that two ends
/// which disagree about any of it have no word in common. Spec: security.md, "Session keys".
public struct SessionKeys: Sendable {
  /// Seals what the programmer sends.
  public private(set) var up: AsconBlock
  /// Seals what the pump sends.
  public private(set) var down: AsconBlock

  /// Keys that are known as they are, as from a key log.
  package init(up: AsconBlock, down: AsconBlock) {
    self.up = up
    self.down = down
  }

  /// The keys of one session under a pairing key.
  public init(pairing key: AsconBlock, _ handshake: Handshake) {
    var secret = [69 of UInt8](repeating: 0)
    var span = secret.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      writer.put(key)
      writer.put(handshake.role.rawValue)
      writer.put(handshake.schema)
      handshake.serial.encode(to: &writer)
      writer.put(handshake.session)
      writer.put(handshake.programmerNonce)
      writer.put(handshake.pumpNonce)
    }
    let purpose = Self.purpose
    var function = AsconCXOF128(customization: purpose.span)
    function.update(secret.span)
    var keys = [32 of UInt8](repeating: 0)
    var output = keys.mutableSpan
    function.finish(into: &output)
    up = Self.block(keys.span.extracting(first: 16))
    down = Self.block(keys.span.extracting(last: 16))
    output = keys.mutableSpan
    Self.overwrite(&output)
    span = secret.mutableSpan
    Self.overwrite(&span)
  }

  /// Overwrites both keys.
  public mutating func zeroise() {
    up.zeroise()
    down.zeroise()
  }

  /// `PumpLink 1.0 session`, in ASCII.
  private static var purpose: [20 of UInt8] {
    [
      0x50, 0x75, 0x6D, 0x70, 0x4C, 0x69, 0x6E, 0x6B, 0x20, 0x31, 0x2E, 0x30, 0x20, 0x73, 0x65,
      0x73, 0x73, 0x69, 0x6F, 0x6E,
    ]
  }

  private static func block(_ bytes: Span<UInt8>) -> AsconBlock {
    // The span has sixteen bytes by the two calls above.
    AsconBlock(bytes) ?? AsconBlock(low: 0, high: 0)
  }

  private static func overwrite(_ bytes: inout MutableSpan<UInt8>) {
    for index in bytes.indices { bytes[index] = 0 }
    unsafe bytes.withUnsafeBytes { raw in unsafe see(raw.baseAddress) }
  }

  /// Left to itself, the compiler would see that nobody reads the zeros and leave them out; of what
  /// this does with them it knows nothing.
  @inline(never) @_optimize(none)
  private static func see(_ bytes: UnsafeRawPointer?) {}
}
