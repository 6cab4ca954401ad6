import Telemetry
import TestLimits
import Testing

@Suite(.limited)
struct WireBufferTests {
  @Test func `a buffer holds the last frame and nothing of the one before`() {
    var buffer = WireBuffer()
    #expect(buffer.isEmpty && buffer.count == 0)
    let long = GoodFrame.all.filter { $0.listener == .host }.max { $0.hex.count < $1.hex.count }
    guard let long, case .message(_, .reply(let reply)) = long.delivered else {
      Issue.record("no reply among the fixtures")
      return
    }
    buffer.encode(reply, id: long.request)
    #expect(buffer.count == long.wire.count)
    buffer.encode(.opening(.identify), id: 1)
    let bytes = buffer.withBytes { span in span.indices.map { span[$0] } }
    #expect(hex(bytes) == GoodFrame.all.first { $0.name == "identify" }?.hex)
    #expect(!buffer.isEmpty)
    buffer.clear()
    #expect(buffer.isEmpty)
    let isNothing = buffer.withBytes { $0.isEmpty }
    #expect(isNothing)
  }
}
