import Telemetry
import TestLimits
import Testing

@Suite(.limited)
struct BadFrameTests {
  @Test(arguments: BadStream.all)
  func `a bad stream is dropped once, for the reason and at the offset given`(bad: BadStream) throws
  {
    let reason = try #require(FrameError.Reason(rawValue: bad.number))
    #expect("\(reason)" == bad.reason)
    let error = FrameError(reason, at: bad.offset, expected: bad.expected, found: bad.found)
    #expect(bad.receiver.hears(bad.wire) == [.dropped(error)])
    #expect(bad.receiver.hears(bad.wire.map { [$0] }) == [.dropped(error)], "byte by byte")
  }

  @Test(arguments: BadStream.all)
  func `the frame after a bad stream is delivered`(bad: BadStream) throws {
    let next = try #require(GoodFrame.all.last { $0.listener == bad.receiver })
    let heard = bad.receiver.hears(bad.wire + next.wire)
    #expect(heard.count == 2)
    #expect(heard.last == next.delivered)
    // Even when the delimiter that ends the bad stream is lost too.
    #expect(bad.receiver.hears(bad.wire.dropLast() + next.wire) == heard)
  }

  @Test(arguments: BadStream.all)
  func `a bad stream is counted under its reason`(bad: BadStream) throws {
    let reason = try #require(FrameError.Reason(rawValue: bad.number))
    var decoder = FrameDecoder()
    _ = bad.receiver.hears(bad.wire, with: &decoder)
    #expect(decoder.counters[reason] == 1)
    #expect(decoder.counters.droppedInAll == 1)
    // A frame with a right checksum counts as delivered even if what it holds is no message.
    #expect(decoder.counters.delivered == (reason.rawValue > 4 ? 1 : 0))
  }

  @Test func `every reason but a repeat, and every message, has a bad stream`() {
    #expect(Set(BadStream.all.map(\.number)) == Set(1...9))
    #expect(Set(BadStream.all.map(\.message)) == Set(MessageSpec.current.messages.map(\.name)))
    #expect(Set(GoodFrame.all.map(\.message)) == Set(MessageSpec.current.messages.map(\.name)))
  }
}
