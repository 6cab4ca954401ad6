import Telemetry
import TestLimits
import Testing

/// The fixtures' bytes come from another codec in another language; see ReferenceCodecTests.
@Suite(.limited)
struct GoldenFrameTests {
  @Test(arguments: GoodFrame.all)
  func `a fixture's fields encode to the fixture's bytes`(fixture: GoodFrame) {
    let message = WireMessage(fixture.spec, WireValues(fixture))
    #expect(hex(message.wire(id: fixture.request)) == fixture.hex)
  }

  @Test(arguments: GoodFrame.all)
  func `a fixture's bytes decode to the fixture's fields`(fixture: GoodFrame) {
    #expect(fixture.listener.hears(fixture.wire) == [fixture.delivered])
  }

  @Test(arguments: GoodFrame.all)
  func `a fixture that arrives byte by byte is delivered with its last byte`(fixture: GoodFrame) {
    var decoder = FrameDecoder()
    for byte in fixture.wire.dropLast() {
      #expect(fixture.listener.hears([byte], with: &decoder) == [])
    }
    #expect(decoder.isInsideFrame)
    #expect(fixture.listener.hears([0], with: &decoder) == [fixture.delivered])
    #expect(!decoder.isInsideFrame)
  }

  @Test(arguments: GoodFrame.all)
  func `a fixture cut into two pieces anywhere is delivered once`(fixture: GoodFrame) {
    for cut in 0...fixture.wire.count {
      let pieces = [Array(fixture.wire[..<cut]), Array(fixture.wire[cut...])]
      #expect(fixture.listener.hears(pieces) == [fixture.delivered], "cut at \(cut)")
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a fixture surrounded by junk is delivered and the junk named`(fixture: GoodFrame) {
    let before: [UInt8] = [0x55, 0xAA, 0x03, 0xFF, 0x41, 0x54, 0x0D, 0x0A, 0x7E, 0x01]
    let after: [UInt8] = [0x02, 0x02, 0x00]
    let heard = fixture.listener.hears(before + fixture.wire + after)
    let end = UInt64(before.count + fixture.wire.count)
    #expect(
      heard == [
        .dropped(FrameError(.badStuffing, at: 0, expected: 10, found: 0)), fixture.delivered,
        .dropped(FrameError(.truncated, at: end, expected: 9, found: 2)),
      ])
  }

  @Test(arguments: GoodFrame.all)
  func `fixtures back to back are all delivered, whatever delimiters are shared`(
    fixture: GoodFrame
  ) {
    let wire = fixture.wire
    let shared = wire + wire.dropFirst() + [0, 0, 0] + wire + wire
    #expect(
      fixture.listener.hears(shared) == [Delivery](repeating: fixture.delivered, count: 4))
  }

  @Test func `a whole conversation in one piece comes out in order`() {
    for listener in [Listener.pump, .host] {
      let fixtures = GoodFrame.all.filter { $0.listener == listener }
      let heard = listener.hears(fixtures.flatMap(\.wire))
      #expect(heard == fixtures.map(\.delivered))
      #expect(heard.count > 15)
    }
  }
}
