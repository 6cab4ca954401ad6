import Telemetry
import TestLimits
import Testing

@Suite(.limited)
struct FrameDecoderTests {
  private let frame = GoodFrame.all[0]

  @Test func `idle delimiters are no frames`() {
    var decoder = FrameDecoder()
    #expect(Listener.pump.hears([UInt8](repeating: 0, count: 5000), with: &decoder) == [])
    #expect(decoder.counters.droppedInAll == 0)
    #expect(!decoder.isInsideFrame)
  }

  @Test func `no bytes are no event`() {
    var decoder = FrameDecoder()
    var position = 0
    let nothing: [UInt8] = []
    let event = decoder.next(nothing.span, from: &position)
    #expect(event == nil)
    #expect(position == 0)
  }

  @Test func `every length between delimiters up to beyond the longest frame`() {
    for count in 1...600 {
      let stream = [0] + [UInt8](repeating: 1, count: count) + [0]
      let expected: FrameError =
        switch count {
        case ..<9: FrameError(.truncated, at: 1, expected: 9, found: UInt32(count))
        case 255...: FrameError(.oversized, at: 1, expected: 254, found: UInt32(count))
        // Codes of one make a content of zeros, whose checksum is not zero.
        default:
          FrameError(
            .badChecksum, at: 1,
            expected: PlainFrame.checksum([UInt8](repeating: 0, count: count - 5)), found: 0)
        }
      #expect(Listener.host.hears(stream) == [.dropped(expected)])
      #expect(Listener.host.hears(stream.map { [$0] }) == [.dropped(expected)])
    }
  }

  @Test func `a run without end is counted up to a mebibyte and forgotten at its delimiter`() {
    var decoder = FrameDecoder()
    let piece = [UInt8](repeating: 7, count: 65_536)
    for _ in 0..<20 { #expect(Listener.pump.hears(piece, with: &decoder) == []) }
    #expect(decoder.isInsideFrame)
    let error = FrameError(.oversized, at: 0, expected: 254, found: 1 << 20)
    #expect(
      Listener.pump.hears(frame.wire, with: &decoder) == [.dropped(error), frame.delivered])
  }

  @Test func `offsets count on over pieces, frames and drops`() throws {
    var decoder = FrameDecoder()
    let noise: [UInt8] = [9, 9, 0]
    var expected: UInt64 = 0
    for _ in 0..<50 {
      #expect(
        Listener.pump.hears(noise, with: &decoder)
          == [.dropped(FrameError(.truncated, at: expected, expected: 9, found: 2))])
      #expect(Listener.pump.hears(frame.wire, with: &decoder) == [frame.delivered])
      #expect(decoder.lastFrameOffset == expected + 4)
      expected += UInt64(noise.count + frame.wire.count)
    }
    #expect(decoder.counters.delivered == 50)
    #expect(decoder.counters[.truncated] == 50)
    #expect(decoder.counters.droppedInAll == 50)
  }

  @Test func `a reset forgets an unfinished frame and nothing else`() {
    var decoder = FrameDecoder()
    let wire = frame.wire
    _ = Listener.pump.hears([1, 0] + wire.dropLast(), with: &decoder)
    #expect(decoder.isInsideFrame)
    decoder.reset()
    #expect(!decoder.isInsideFrame)
    // Without the reset the rest would complete the frame.
    #expect(Listener.pump.hears([0] + wire, with: &decoder) == [frame.delivered])
    #expect(decoder.counters[.truncated] == 1)
    #expect(decoder.lastFrameOffset == UInt64(2 + wire.count - 1 + 1 + 1))
  }

  @Test func `reading a frame twice gives the same message`() throws {
    var decoder = FrameDecoder()
    var position = 0
    let wire = frame.wire
    try #require(decoder.next(wire.span, from: &position) == .frame)
    let first = try decoder.request()
    let second = try decoder.request()
    #expect(first.header == second.header && first.request == second.request)
  }

  @Test func `the bytes after a frame are left for the next call`() throws {
    var decoder = FrameDecoder()
    var position = 0
    let wire = frame.wire + frame.wire
    try #require(decoder.next(wire.span, from: &position) == .frame)
    #expect(position == frame.wire.count)
    try #require(decoder.next(wire.span, from: &position) == .frame)
    #expect(position == wire.count)
  }
}
