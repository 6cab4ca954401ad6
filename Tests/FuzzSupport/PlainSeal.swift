package import Telemetry

/// One direction of a sealed session, for messages that need not be any: the cipher is the one of
/// the code under test, and what it seals is up to the fuzzer.
package struct PlainSeal: Sendable {
  package let session: UInt32
  private let cipher: AsconAEAD128
  private var counter: UInt32 = 0

  package init(_ key: AsconBlock, session: UInt32) {
    self.session = session
    cipher = AsconAEAD128(key: key)
  }

  /// The frame of a message under the next counter, or one so far before it.
  package mutating func wire(_ message: [UInt8], back: UInt32 = 0) -> [UInt8] {
    if back == 0 { counter += 1 }
    let number = max(counter &- min(back, counter), 1)
    let envelope =
      [3] + [UInt8](littleEndian: UInt64(session), 4) + [UInt8](littleEndian: UInt64(number), 4)
    var bytes = Array(message.prefix(FrameLimits.messageBytes))
    var span = bytes.mutableSpan
    let tag = cipher.seal(
      &span, nonce: AsconBlock(low: UInt64(number) << 32 | UInt64(session), high: 0),
      associatedData: envelope.span)
    return PlainFrame.wire(
      envelope + bytes + [UInt8](littleEndian: tag.low, 8) + [UInt8](littleEndian: tag.high, 8))
  }
}
