import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.limited, .enabled(if: Mocked.isHere, "\(Mocked.how)"))
struct MockedHotplugTests {
  @Test func `changes come in order, those of consoles are dropped`() throws {
    let monitor = try PortMonitor()
    #expect(monitor.source == .udev)
    let early = monitor.next()
    #expect(early == nil)
    let fifo = try unsafe #require(getenv("PUMPLINK_TEST_FIFO"))
    Files.write("ready", to: unsafe String(cString: fifo))
    var changes: [PortChange] = []
    while changes.count < 3, try !ready(monitor.fileDescriptor).isEmpty {
      while let change = monitor.next() { changes.append(change) }
    }
    #expect(changes == [.added(Mocked.adapter), .changed(Mocked.head), .removed(Mocked.adapter)])
  }
}
