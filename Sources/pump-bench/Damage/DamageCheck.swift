import Quantities
import RawClient
import Telemetry

/// What a decoder makes of a full-size frame with wrong bits in it.
struct DamageCheck {
  /// The frame as it was sent, 256 bytes, delimiters included.
  let wire: [UInt8]
  private let content: [UInt8]
  private var damaged: [UInt8]

  /// A frame of the longest content there is, of seeded bytes.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    content = (0..<FrameLimits.contentBytes - FrameLimits.checksumBytes).map { _ in
      UInt8(truncatingIfNeeded: random.next())
    }
    wire = PlainFrame.wire(content)
    damaged = wire
  }

  /// The bits on the wire.
  var bits: Int { wire.count * 8 }

  /// Whether the frame with these bits flipped gives a frame with other content.
  mutating func isMissed(flipping places: [Int]) -> Bool {
    for place in places { damaged[place / 8] ^= 1 << UInt8(place % 8) }
    defer { for place in places { damaged[place / 8] = wire[place / 8] } }
    var decoder = FrameDecoder()
    var position = 0
    while let event = decoder.next(damaged.span, from: &position) {
      guard event == .frame else { continue }
      let isSame = decoder.withContent { found in
        found.count == content.count && found.indices.allSatisfy { found[$0] == content[$0] }
      }
      if !isSame { return true }
    }
    return false
  }

  /// How many of three frames in a row are lost when one byte of the second has another value.
  func lost(replacing place: Int, by value: UInt8) -> Int {
    var stream = wire + wire + wire
    stream[wire.count + place] = value
    var decoder = FrameDecoder()
    var position = 0
    var delivered = 0
    while let event = decoder.next(stream.span, from: &position) {
      if event == .frame { delivered += 1 }
    }
    return 3 - delivered
  }
}
