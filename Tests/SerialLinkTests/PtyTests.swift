import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.limited, .serialized)
struct PtyTests {
  @Test func `bytes go both ways unchanged, all 256 of them`() throws {
    let pty = try Pty()
    let client = try SerialPort(opening: pty.slavePath)
    let all = (0...255).map { UInt8($0) }
    let sent = try pty.write(all)
    let received = try client.receive(256)
    let answered = try client.write(all)
    let back = try pty.receive(256)
    #expect(sent == 256 && received == all)
    #expect(answered == 256 && back == all)
  }

  @Test func `what the pump writes is not echoed to it`() throws {
    let pty = try Pty()
    _ = try pty.write(Array("dose\r\n".utf8))
    // The client's answer comes after any echo would.
    let client = try openUnconfigured(pty.slavePath)
    _ = try client.write([0x55].span)
    let received = try pty.receive(1)
    let rest = try pty.readNow()
    #expect(received == [0x55])
    #expect(rest == .wouldBlock)
  }

  @Test func `raw mode survives clients coming and going`() throws {
    let pty = try Pty()
    for _ in 0..<3 {
      let client = try openUnconfigured(pty.slavePath)
      #expect(try isRaw(client.number))
      _ = try client.write([0x03, 0x0d, 0x11, 0x04].span)
      let received = try pty.receive(4)
      #expect(received == [0x03, 0x0d, 0x11, 0x04])
    }
  }

  @Test func `a client's cooked mode is gone for the next one`() throws {
    let pty = try Pty()
    do {
      let client = try openUnconfigured(pty.slavePath)
      var settings = termios()
      #expect(unsafe tcgetattr(client.number, &settings) == 0)
      settings.c_lflag |= tcflag_t(ECHO | ICANON)
      #expect(unsafe tcsetattr(client.number, TCSANOW, &settings) == 0)
    }
    try pty.prepareForNextClient()
    let client = try openUnconfigured(pty.slavePath)
    #expect(try isRaw(client.number))
  }

  @Test func `a departed client's stop does not hold up the next one`() throws {
    let pty = try Pty()
    do {
      let client = try openUnconfigured(pty.slavePath)
      #expect(tcflow(client.number, TCOOFF) == 0)
    }
    let client = try SerialPort(opening: pty.slavePath)
    let stopped = try client.write([1])
    try pty.prepareForNextClient()
    let resumed = try client.write([1])
    #expect(stopped == 0)
    #expect(resumed == 1)
  }

  @Test func `no busy loop after the client closes`() throws {
    let pty = try Pty()
    do {
      let client = try SerialPort(opening: pty.slavePath)
      _ = try client.write([1])
      let received = try pty.receive(1)
      #expect(received == [1])
    }
    let found = try ready(pty.fileDescriptor, within: 0)
    let read = try pty.readNow()
    #expect(found.isEmpty)
    #expect(read == .wouldBlock)
  }

  @Test func `clients opening and closing are reported`() throws {
    let pty = try Pty()
    let before = try pty.drainClientEvents()
    #expect(before == PtyClientChange())
    do {
      let client = try SerialPort(opening: pty.slavePath)
      _ = try ready(pty.clientEvents ?? -1)
      let change = try pty.drainClientEvents()
      #expect(change == PtyClientChange(opened: 1, closed: 0))
      #expect(client.fileDescriptor >= 0)
    }
    _ = try ready(pty.clientEvents ?? -1)
    let after = try pty.drainClientEvents()
    #expect(after == PtyClientChange(opened: 0, closed: 1))
  }

  @Test func `equal events merge, so counts are lower bounds`() throws {
    let pty = try Pty()
    let first = try openUnconfigured(pty.slavePath)
    let second = try openUnconfigured(pty.slavePath)
    _ = try ready(pty.clientEvents ?? -1)
    let change = try pty.drainClientEvents()
    #expect(change == PtyClientChange(opened: 1, closed: 0))
    #expect(first.number != second.number)
  }

  @Test(arguments: [1, 4_000, 30_000])
  func `output nobody read does not reach the next client`(size: Int) throws {
    let pty = try Pty()
    let stale = try pty.write([UInt8](repeating: 0xee, count: size))
    #expect(stale > 0)
    try pty.discardUnreadOutput()
    // Opened without its own flush, as other people's programs do.
    let client = try openUnconfigured(pty.slavePath)
    _ = try pty.write([0x42])
    var buffer = [UInt8](repeating: 0, count: 4096)
    var span = buffer.mutableSpan
    _ = try ready(client.number)
    let result = try client.read(into: &span)
    #expect(result == .bytes(1))
    #expect(buffer[0] == 0x42)
  }

  @Test func `opening discards what was there before`() throws {
    let pty = try Pty()
    _ = try pty.write([UInt8](repeating: 0xee, count: 30_000))
    let client = try SerialPort(opening: pty.slavePath)
    _ = try pty.write([0x42])
    let received = try client.receive(1)
    #expect(received == [0x42])
  }

  @Test func `a full queue accepts a part and then nothing, without an error`() throws {
    let pty = try Pty()
    let first = try pty.write([UInt8](repeating: 1, count: 100_000))
    // The kernel moves bytes on to the reader's buffer meanwhile, so there may be room once more.
    var more = 0
    while case let count = try pty.write([UInt8](repeating: 1, count: 100_000)), count > 0 {
      more += count
    }
    #expect(first > 4_000)
    #expect(first + more < 100_000)
    let client = try openUnconfigured(pty.slavePath)
    let drained = try drain(client, first + more)
    let again = try pty.write([2])
    #expect(drained == first + more)
    #expect(again == 1)
  }

  @Test func `a departed client's exclusive mark is cleared`() throws {
    let pty = try Pty()
    #expect(unsafe chmod(pty.slavePath, 0o666) == 0)
    let tryToOpen = "exec 3<>\(pty.slavePath)"
    #expect(Shell.runUnprivileged(tryToOpen).status == 0)
    do {
      let client = try openUnconfigured(pty.slavePath)
      #expect(ioctl(client.number, UInt(TIOCEXCL)) == 0)
    }
    let refused = Shell.runUnprivileged(tryToOpen)
    #expect(refused.status != 0, "root's exemption would make this test worthless")
    let cleared = try pty.clearExclusive()
    #expect(cleared)
    let opened = Shell.runUnprivileged(tryToOpen)
    #expect(opened.status == 0, "\(opened.output)")
    let again = try pty.clearExclusive()
    #expect(!again)
  }

  @Test func `a stopped pump reads as closed and writes as unplugged`() throws {
    var pty: Pty? = try Pty()
    let path = pty?.slavePath ?? ""
    let client = try SerialPort(opening: path)
    pty = nil
    let read = try client.nextRead()
    let error = failure { () throws(SerialError) in try client.write([1]) }
    #expect(read == .closed)
    #expect(error?.kind == .unplugged)
    #expect(Files.type(path) == nil)
  }

  private func drain(_ client: borrowing Descriptor, _ total: Int) throws -> Int {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = 0
    while count < total, try !ready(client.number).isEmpty {
      var span = buffer.mutableSpan
      guard case .bytes(let some) = try client.read(into: &span) else { continue }
      count += some
    }
    return count
  }

  /// Opens a port as a program would that takes it as it is.
  private func openUnconfigured(_ path: String) throws -> Descriptor {
    let number = unsafe open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    try #require(number >= 0)
    return Descriptor(owning: number, path: path)
  }

  private func isRaw(_ descriptor: Int32) throws -> Bool {
    var settings = termios()
    try #require(unsafe tcgetattr(descriptor, &settings) == 0)
    let cooked = settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
    let translated = settings.c_iflag & tcflag_t(ICRNL | INLCR | IGNCR | IXON | IXOFF | ISTRIP)
    return cooked == 0 && translated == 0 && settings.c_oflag & tcflag_t(OPOST) == 0
  }
}
