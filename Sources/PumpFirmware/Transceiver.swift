import Quantities
import Telemetry

/// The pump's end of the line: the frame that came in, and the one answer there is room for.
struct Transceiver: Sendable {
  /// Finds the frames in what comes in, and holds the last one.
  var decoder = FrameDecoder()
  /// The answer that was put down last.
  private(set) var transmission = WireBuffer()
  private var isSendAsked = false

  /// Puts down an answer in the open, which is then to be sent.
  mutating func send(_ reply: Reply, id: UInt16) {
    send {
      $0.encode(reply, id: id)
      return true
    }
  }

  /// Has an answer put down, which is then to be sent; false when there is none after all.
  @inline(__always)
  @discardableResult
  mutating func send(_ frame: (inout WireBuffer) -> Bool) -> Bool {
    guard frame(&transmission) else { return false }
    isSendAsked = true
    return true
  }

  /// Whether an answer is to be sent, once for each.
  mutating func takeAsked() -> Bool {
    let isAsked = isSendAsked
    isSendAsked = false
    return isAsked
  }

  /// Gives access to the bytes of the answer. It changes nothing, as
  /// ``PumpFirmware/withRecord(_:)``.
  mutating func withTransmission<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    transmission.withBytes(body)
  }
}
