import Quantities
package import Telemetry

/// One direction of a sealed session, for messages that need not be any: the cipher is the one of
/// the code under test, and what it seals is up to who uses it.
package struct PlainSeal: Sendable {
  /// The session's number.
  package let session: UInt32
  private let cipher: AsconAEAD128

  /// The direction of a session that has this key.
  package init(_ key: AsconBlock, session: UInt32) {
    self.session = session
    cipher = AsconAEAD128(key: key)
  }

  /// The frame of a message under the counter after those sent, or under one so far before it.
  package func wire(
    _ message: [UInt8], back: UInt32 = 0, after sent: inout UInt32
  ) -> [UInt8] {
    if back == 0 { sent += 1 }
    return wire(message, counter: max(sent &- min(back, sent), 1))
  }

  /// The frame of a message under a counter; of a longer one than fits what fits.
  package func wire(_ message: [UInt8], counter: UInt32) -> [UInt8] {
    let envelope =
      [3] + [UInt8](littleEndian: UInt64(session), 4) + [UInt8](littleEndian: UInt64(counter), 4)
    var bytes = Array(message.prefix(FrameLimits.messageBytes))
    var span = bytes.mutableSpan
    let tag = cipher.seal(
      &span, nonce: AsconBlock(low: UInt64(counter) << 32 | UInt64(session), high: 0),
      associatedData: envelope.span)
    return PlainFrame.wire(
      envelope + bytes + [UInt8](littleEndian: tag.low, 8) + [UInt8](littleEndian: tag.high, 8))
  }
}

extension [UInt8] {
  /// The low `count` bytes of a number, the lowest first.
  package init(littleEndian value: UInt64, _ count: Int) {
    self = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
