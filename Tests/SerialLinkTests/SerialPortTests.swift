import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.limited, .serialized)
struct SerialPortTests {
  @Test func `a break is accepted`() throws {
    let pty = try Pty()
    let client = try SerialPort(opening: pty.slavePath)
    try client.sendBreak()
    try client.drain()
  }

  @Test func `a pty has no modem lines`() throws {
    let pty = try Pty()
    let client = try SerialPort(opening: pty.slavePath)
    let lines = try client.modemLines()
    #expect(lines == nil)
    let error = failure { () throws(SerialError) in try client.setModemLines(.outputs) }
    #expect(error?.kind == .unsupported)
  }

  @Test func `a second opener finds the port busy, until the first closes`() throws {
    let pty = try Pty()
    let path = pty.slavePath
    do {
      let first = try SerialPort(opening: path)
      let error = failure { () throws(SerialError) in try SerialPort(opening: path) }
      #expect(error?.kind == .busy)
      #expect(error?.description == "\(path): another program is using this port")
      let shared = try SerialPort(opening: path, exclusive: false)
      #expect(shared.fileDescriptor != first.fileDescriptor)
    }
    let second = try eventually { () throws(SerialError) in try SerialPort(opening: path) }
    #expect(second.fileDescriptor >= 0)
  }

  @Test func `a second opener changes nothing for the first`() throws {
    let pty = try Pty()
    let path = pty.slavePath
    let first = try SerialPort(opening: path, baud: 9_600)
    _ = try pty.write([1, 2, 3])
    _ = try ready(first.fileDescriptor)
    _ = failure { () throws(SerialError) in try SerialPort(opening: path, baud: 19_200) }
    let received = try first.receive(3)
    #expect(received == [1, 2, 3])
    #expect(first.baud() == 9_600)
  }

  @Test func `files, directories, pipes and missing paths are told apart from ports`() throws {
    let directory = TemporaryDirectory()
    Files.write("text", to: directory.file("file"))
    #expect(unsafe mkfifo(directory.file("pipe"), 0o600) == 0)
    func kind(_ path: String) -> SerialError.Kind? {
      failure { () throws(SerialError) in try SerialPort(opening: path) }?.kind
    }
    #expect(kind(directory.path) == .notATerminal)
    #expect(kind(directory.file("file")) == .notATerminal)
    #expect(kind(directory.file("pipe")) == .notATerminal)
    #expect(kind("/dev/null") == .notATerminal)
    #expect(kind(directory.file("missing")) == .notFound)
    #expect(kind(directory.file("file/missing")) == .notFound)
    #expect(Files.read(directory.file("file")) == "text")
  }

  @Test(arguments: [9_600, 115_200, 250_000, 12_345, 3_000_000, 4_097, 1] as [UInt32])
  func `any speed is set and read back`(baud: UInt32) throws {
    let pty = try Pty()
    let client = try SerialPort(opening: pty.slavePath, baud: baud)
    #expect(client.baud() == baud)
    // From one without a name back to one with a name, and the other way round.
    try client.setBaud(115_200)
    #expect(client.baud() == 115_200)
    try client.setBaud(baud)
    #expect(client.baud() == baud)
  }

  @Test func `speed 0 would hang up and is refused`() throws {
    let pty = try Pty()
    let path = pty.slavePath
    let error = failure { () throws(SerialError) in try SerialPort(opening: path, baud: 0) }
    #expect(error?.description == "\(path): this port does not run at that speed")
  }

  @Test func `discarding input drops what has arrived`() throws {
    let pty = try Pty()
    let client = try SerialPort(opening: pty.slavePath)
    _ = try pty.write([1])
    _ = try ready(client.fileDescriptor)
    try client.discardInput()
    let read = try client.readNow()
    #expect(read == .wouldBlock)
  }

  @Test func `one shape for a port and a connection`() throws {
    var pty = try Pty()
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    try pty.publish(link: link)
    let line = try ByteLine(opening: PortAddress(link))
    _ = try line.write([1])
    let overPort = try pty.receive(1)

    let listener = try TcpListener(host: "127.0.0.1", port: 0)
    let address = try PortAddress("tcp://127.0.0.1:\(listener.port)")
    let other = try ByteLine(opening: address)
    _ = try ready(listener.fileDescriptor)
    let accepted = try listener.accept()
    let wasAccepted = accepted != nil
    _ = try other.write([2])
    let overTcp = try accepted?.receive(1)
    #expect(overPort == [1] && line.path == link)
    #expect(wasAccepted && overTcp == [2])
  }
}
