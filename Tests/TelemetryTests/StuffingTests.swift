import TestLimits
import TestSupport
import Testing

@testable import Telemetry

/// `WireBuffer` and `FrameDecoder` with contents no message has, against the plain method.
@Suite(.waiting, .limited)
struct StuffingTests {
  /// The frame of a content, checksum not yet in it, as the encoder makes it.
  private func wire(_ content: [UInt8]) -> [UInt8] {
    var buffer = WireBuffer()
    // The memory must not matter: stuffing reads past the content.
    buffer.frame { writer in for _ in 0..<249 { writer.put(0 as UInt8) } }
    buffer.frame { writer in for byte in content { writer.put(byte) } }
    return buffer.withBytes { span in span.indices.map { span[$0] } }
  }

  /// The same, as the encoder makes it when the content comes word by word.
  private func wireByWords(_ content: [UInt8]) -> [UInt8] {
    let words = stride(from: 0, to: content.count - 7, by: 8).map { start in
      content[start..<start + 8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    }
    let rest = content[(8 * words.count)...]
    var buffer = WireBuffer()
    buffer.frame { writer in for _ in 0..<249 { writer.put(0 as UInt8) } }
    buffer.frameWords { framer in
      for word in words { framer.put(word) }
      let word = rest.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      return Framer.Rest(word: word, count: rest.count)
    }
    return buffer.withBytes { span in span.indices.map { span[$0] } }
  }

  private func unstuffed(_ wire: [UInt8]) -> [UInt8]? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(wire.span, from: &position) == .frame else { return nil }
    return decoder.withContent { span in span.indices.map { span[$0] } }
  }

  private func check(_ content: [UInt8], _ note: String) {
    let wire = wire(content)
    #expect(wire == PlainFrame.wire(content), "\(note)")
    #expect(wireByWords(content) == wire, "\(note)")
    #expect(wire.count == content.count + 7, "\(note)")
    #expect(!wire.dropFirst().dropLast().contains(0), "\(note)")
    if content.count >= 4 { #expect(unstuffed(wire) == content, "\(note)") }
  }

  @Test func `a content with zeros only, or none, is stuffed at every length`() {
    for count in 0...249 {
      check([UInt8](repeating: 0, count: count), "\(count) zeros")
      check([UInt8](repeating: 0xFF, count: count), "\(count) ones")
    }
  }

  @Test func `one zero among others, and one other among zeros, at every place`() {
    for count in [4, 5, 12, 13, 14, 248, 249] {
      for place in 0..<count {
        var content = [UInt8](repeating: 0x5A, count: count)
        content[place] = 0
        check(content, "zero at \(place) of \(count)")
        content = [UInt8](repeating: 0, count: count)
        content[place] = 1
        check(content, "one at \(place) of \(count)")
      }
    }
  }

  @Test func `the longest frames are whole however they are cut and whatever follows`() {
    var random = SplitMix64(seed: 249)
    for count in 240...249 {
      let content = random.bytes(count)
      let stream = wire(content) + wire(content)
      for cut in 0..<stream.count {
        var decoder = FrameDecoder()
        var found = 0
        for piece in [Array(stream[..<cut]), Array(stream[cut...])] {
          var position = 0
          while let event = decoder.next(piece.span, from: &position) {
            let decoded = decoder.withContent { span in span.indices.map { span[$0] } }
            if event == .frame && decoded == content { found += 1 }
          }
        }
        #expect(found == 2, "\(count) bytes cut at \(cut)")
      }
    }
  }

  @Test(arguments: [1, 2, 4, 16, 256] as [UInt64])
  func `random contents are stuffed as by the plain method`(sparsity: UInt64) {
    let seed: UInt64 = 0x57FF
    var random = SplitMix64(seed: seed)
    for _ in 0..<400 {
      let content = random.bytes(Int(random.next() % 250)).map { byte in
        random.next() % sparsity == 0 ? 0 : byte
      }
      check(content, "seed \(seed): \(hex(content))")
    }
  }

  @Test func `only codes that end exactly at the end are accepted`() {
    // All frames of nine bytes whose codes go 1…3 forward: 3^9 of them, checked by walking.
    for number in 0..<19_683 {
      var rest = number
      let stuffed: [UInt8] = (0..<9).map { _ in
        defer { rest /= 3 }
        return UInt8(rest % 3 + 1)
      }
      var place = 0
      while place < 9 { place += Int(stuffed[place]) }
      var decoder = FrameDecoder()
      var position = 0
      let event = decoder.next(([0] + stuffed + [0]).span, from: &position)
      let stuffing = FrameError(.badStuffing, at: 1, expected: 9, found: 0)
      #expect((event == .dropped(stuffing)) == (place != 9), "\(stuffed)")
    }
  }

  @Test func `the words that are searched for zeros find exactly the zero bytes`() {
    var random = SplitMix64(seed: 3)
    for pattern: UInt64 in 0..<256 {
      var word: UInt64 = 0
      var expected: UInt64 = 0
      for byte: UInt64 in 0..<8 {
        // Bytes next to zero in value are those a clever formula gets wrong.
        let other: UInt64 = [1, 0x80, 0x7F, 0xFF, 0x81].randomElement(using: &random) ?? 1
        if pattern >> byte & 1 == 0 { word |= other << (8 * byte) }
        if pattern >> byte & 1 == 1 { expected |= 0x80 << (8 * byte) }
      }
      #expect(Stuffing.zeroBytes(in: word) == expected, "\(String(word, radix: 16))")
    }
  }

  @Test func `a content longer than a frame traps`() async {
    await #expect(processExitsWith: .failure) {
      var buffer = WireBuffer()
      buffer.frame { writer in for _ in 0..<250 { writer.put(1 as UInt8) } }
    }
    await #expect(processExitsWith: .failure) {
      var buffer = WireBuffer()
      buffer.frameWords { framer in
        for _ in 0..<31 { framer.put(1) }
        return Framer.Rest(word: 1, count: 2)
      }
    }
    await #expect(processExitsWith: .failure) {
      var buffer = WireBuffer()
      buffer.frameWords { framer in
        for _ in 0..<32 { framer.put(1) }
        return Framer.Rest(word: 0, count: 0)
      }
    }
  }
}
