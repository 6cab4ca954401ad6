import PumpText
import Quantities
import Telemetry

/// Tells which sealed frames are not genuine: whoever has the pairing keys sees that beside the
/// line, and no end of it keeps anything for that. Spec: captures.md, "Comments".
package struct SealJudge {
  private var decoder: CaptureDecoder

  /// One with the pairing keys of the roles; they are asked for whenever a session opens.
  package init(keys: @escaping SessionOpener.Keys) {
    decoder = CaptureDecoder(keys: keys, face: Face { _ in "" })
  }

  /// Bytes went over the line; gives them in parts that end where a frame may, so that what is said
  /// of one does not stand beside another. With each is what a capture notes of a frame that ended
  /// in it and is forged: why whoever gets it drops it.
  package mutating func judged(
    _ bytes: Span<UInt8>, _ direction: CapturedPiece.Direction
  ) -> [(bytes: [UInt8], notes: [String])] {
    var parts: [(bytes: [UInt8], notes: [String])] = []
    var part: [UInt8] = []
    for index in bytes.indices {
      part.append(bytes[index])
      guard bytes[index] == FrameLimits.delimiter || index == bytes.count - 1 else { continue }
      let piece = CapturedPiece(direction: direction, milliseconds: nil, bytes: part)
      let forged = decoder.decode(piece).compactMap { $0.seal?.state == .forged ? $0.dropped : nil }
      parts.append((part, forged.map { "dropped: \($0)" }))
      part = []
    }
    return parts
  }

  /// The line was cut: what is not whole never will be.
  package mutating func interrupted() { decoder.interrupted() }
}
