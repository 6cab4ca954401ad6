import PumpText
import Quantities
import Telemetry

/// Watches a line for sessions that open, and works out their keys from the pairing keys: what a
/// key log has. Neither end of the line keeps anything for it. Spec: captures.md, "Key log".
package struct KeyLogWatch {
  private var decoder: CaptureDecoder

  /// A watch with the pairing keys of the roles; they are asked for whenever a session opens.
  package init(keys: @escaping SessionOpener.Keys) {
    decoder = CaptureDecoder(keys: keys, face: Face { _ in "" })
  }

  /// Bytes went over the line; gives the keys of the sessions that they opened.
  package mutating func saw(
    _ bytes: Span<UInt8>, _ direction: CapturedPiece.Direction
  ) -> [KeyLogLine] {
    let piece = CapturedPiece(
      direction: direction, milliseconds: nil, bytes: bytes.indices.map { bytes[$0] })
    _ = decoder.decode(piece)
    return decoder.takeOpenedSessions()
  }

  /// The line was cut: what is not whole never will be.
  package mutating func interrupted() { decoder.interrupted() }
}
