import Decode
import FuzzSupport
import PumpText
import Telemetry

@testable import Clinic
@testable import Handheld

/// The capture reader and what decodes it: every frame in it is told as one thing.
enum CaptureTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    guard let pieces = try? CaptureFile.parse(input, path: "file") else { return }
    var decoder = CaptureDecoder(face: Face { _ in "" })
    for piece in pieces {
      let items = decoder.decode(piece)
      let delimiters = piece.bytes.count { $0 == 0 }
      try hold(items.count <= delimiters, "\(items.count) frames of \(delimiters) delimiters")
      for item in items {
        try hold(item.message == nil || item.dropped == nil, "a message and none: \(item)")
        try hold(item.direction == piece.direction, "the other direction: \(item)")
      }
    }
  }
}
