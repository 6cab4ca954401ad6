import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.limited, .enabled(if: Mocked.isHere, "\(Mocked.how)"))
struct MockedReplugTests {
  @Test func `an adapter is taken again when the system tells of it, before the next look`() throws
  {
    let path = try unsafe #require(getenv("PUMPLINK_TEST_FIFO"))
    let fifo = unsafe String(cString: path)
    let port = try ReturningPort(opening: "/dev/ttyUSB0")
    Files.write("pull", to: fifo)
    guard case .changed(.lost(let error)) = try next(port, at: 0) else {
      Issue.record("the adapter was not missed")
      return
    }
    #expect(error.kind == .unplugged)
    var input = ReturningPort.Input.nothing
    Files.write("plug", to: fifo)
    // The event of the pulling may come first. No time passes, so it is never time to look.
    for _ in 0..<3 where input == .nothing { input = try next(port, at: 1) }
    #expect(input == .changed(.returned))
    #expect(port.deadline == nil)
  }

  private func next(_ port: ReturningPort, at milliseconds: UInt64) throws -> ReturningPort.Input {
    var set = PollSet(capacity: 1)
    port.addInterests(to: &set)
    try set.wait(timeoutMilliseconds: patienceMilliseconds)
    var buffer = [UInt8](repeating: 0, count: 64)
    return port.read(into: &buffer, at: milliseconds)
  }
}
