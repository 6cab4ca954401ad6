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

  /// Bytes went over the line; gives, for each frame that ended in them and is forged, why whoever
  /// gets it drops it.
  package mutating func saw(
    _ bytes: [UInt8], _ direction: CapturedPiece.Direction
  ) -> [String] {
    let piece = CapturedPiece(direction: direction, milliseconds: nil, bytes: bytes)
    return decoder.decode(piece).compactMap { item in
      item.seal?.state == .forged ? item.dropped : nil
    }
  }

  /// The line was cut: what is not whole never will be.
  package mutating func interrupted() { decoder.interrupted() }
}
