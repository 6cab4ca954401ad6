import BoardBench
import Quantities
import TestLimits
import Testing

/// Messages between a bench and a board, among what is none.
@Suite(.limited) struct BoardFrameTests {
  static func frame(_ kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BoardFrameWriter(kind, length: payload.count) { bytes.append($0) }
    writer.send(payload.span) { bytes.append($0) }
    return bytes
  }

  /// The messages in a run of bytes.
  static func messages(_ bytes: [UInt8]) -> [(UInt8, [UInt8])] {
    var reader = BoardFrameReader()
    return bytes.compactMap { byte in
      guard reader.take(byte) else { return nil }
      return (reader.kind, reader.withPayload { payload in payload.indices.map { payload[$0] } })
    }
  }

  @Test(arguments: [0, 1, 64, 2056]) func aMessageIsReadAsItWasWritten(_ length: Int) {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let read = Self.messages(Self.frame(9, payload))
    #expect(read.count == 1)
    #expect(read.first?.0 == 9)
    #expect(read.first?.1 == payload)
  }

  @Test func aMessageIsFoundBehindWhatIsNone() {
    let noise: [UInt8] = [0, 1, 2, 0xFF, 0x42, 3, 0xFF, 0xFF]
    #expect(Self.messages(noise + Self.frame(1, [1, 2])).map { $0.1 } == [[1, 2]])
  }

  @Test func aMessageWithAWrongBitIsNone() {
    let whole = Self.frame(4, [UInt8](repeating: 0x33, count: 40))
    for bit in 0..<whole.count * 8 {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(Self.messages(bytes).isEmpty, "bit \(bit)")
    }
  }

  @Test func noBytesTrap() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let bytes = (0..<3000).map { _ in UInt8.random(in: 0x40...0x44, using: &random) }
      _ = Self.messages(bytes)
    }
  }
}
