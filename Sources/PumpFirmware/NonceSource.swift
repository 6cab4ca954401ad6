import Quantities
import Telemetry

/// Where the pump's nonces come from: noise of the hardware and a number that is never given twice.
struct NonceSource: Sendable {
  private let noise: AsconBlock

  init(_ noise: AsconBlock) { self.noise = noise }

  /// Where the count of the sessions of this switch-on begins, so that a pump whose memory was set
  /// back does not give the same numbers again.
  var firstCount: UInt16 { UInt16(truncatingIfNeeded: noise.low & 0x7FFF) }

  /// The nonce of one session. The number alone makes it a new one as long as the memory holds;
  /// the noise alone does when the memory does not.
  func nonce(for session: UInt32, _ opening: OpenSession, at now: LinkTime) -> AsconBlock {
    var bytes = [44 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      writer.put(noise)
      writer.put(opening.nonce)
      writer.put(session)
      writer.put(now.rawValue)
    }
    let purpose = Self.purpose
    var function = AsconCXOF128(customization: purpose.span)
    function.update(bytes.span)
    var output = [16 of UInt8](repeating: 0)
    var result = output.mutableSpan
    function.finish(into: &result)
    return AsconBlock(output.span) ?? noise
  }

  /// `PumpLink nonce`, in ASCII.
  private static var purpose: [14 of UInt8] {
    [0x50, 0x75, 0x6D, 0x70, 0x4C, 0x69, 0x6E, 0x6B, 0x20, 0x6E, 0x6F, 0x6E, 0x63, 0x65]
  }
}
