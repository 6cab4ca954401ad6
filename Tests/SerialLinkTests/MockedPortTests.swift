import SerialLink
import TestLimits
import Testing

@Suite(.limited, .serialized, .enabled(if: Mocked.isHere, "\(Mocked.how)"))
struct MockedPortTests {
  @Test func `ports with hardware are listed, spare ports and consoles are not`() throws {
    #expect(try PortDiscovery.serialPorts() == [Mocked.head, Mocked.adapter])
  }

  @Test func `a port answers to its links, wherever they are`() {
    #expect(Mocked.adapter.answers(to: "/dev/ttyUSB0"))
    #expect(Mocked.adapter.answers(to: Mocked.link))
    #expect(Mocked.adapter.answers(to: "/tmp/elsewhere/dev/ttyUSB0"))
    #expect(!Mocked.adapter.answers(to: "/dev/ttyACM0"))
  }

  @Test(arguments: ["/dev/ttyUSB0", Mocked.link])
  func `a port is opened at a standard speed without direct ioctls`(path: String) throws {
    let port = try SerialPort(opening: path, baud: 115_200)
    let count = try port.write([1, 2, 3])
    let lines = try port.modemLines()
    try port.sendBreak()
    #expect(count == 3)
    #expect(lines == nil)
    #expect(port.baud() == nil)
  }

  @Test func `a speed without a name is refused where termios2 is not forwarded`() throws {
    let error = failure { () throws(SerialError) in
      try SerialPort(opening: "/dev/ttyUSB0", baud: 250_000)
    }
    #expect(error?.kind == .unsupported)
    #expect(error?.description == "/dev/ttyUSB0: this port has no way to set the speed")
  }

  @Test func `a mocked port is locked like any other`() throws {
    let first = try SerialPort(opening: "/dev/ttyUSB0")
    let error = failure { () throws(SerialError) in try SerialPort(opening: Mocked.link) }
    #expect(error?.kind == .busy)
    #expect(first.fileDescriptor >= 0)
  }
}
