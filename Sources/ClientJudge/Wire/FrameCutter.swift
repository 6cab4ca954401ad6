import Quantities

/// Cuts a stream of bytes into pieces that each end where a frame does, so that a frame can be
/// looked at, held back or lost whole. No byte is lost or changed by it. Spec: link.md, "Frames".
struct FrameCutter: Sendable {
  private var pending: [UInt8] = []
  private var hasContent = false

  /// More than any frame has, in bytes: what has no end by then is handed on as it is.
  private static let longest = 4096

  /// Takes bytes in; gives the pieces that end in them, delimiters included.
  mutating func cut(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    for byte in bytes {
      pending.append(byte)
      if byte != 0 {
        hasContent = true
        if pending.count < Self.longest { continue }
      } else if !hasContent {
        continue
      }
      pieces.append(pending)
      forget()
    }
    return pieces
  }

  /// Forgets what has no end yet, as when whoever sent it is gone.
  mutating func forget() {
    pending = []
    hasContent = false
  }
}
