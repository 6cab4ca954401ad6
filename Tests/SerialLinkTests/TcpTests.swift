import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.limited, .serialized)
struct TcpTests {
  /// Names under localhost are this machine by themselves; no resolver of most machines has them.
  @Test(arguments: ["127.0.0.1", "localhost", "::1", "LocalHost.", "pump.bench.localhost"])
  func `bytes go both ways over a port the system chose`(host: String) throws {
    let listener = try TcpListener(host: host, port: 0)
    #expect(listener.port != 0)
    let none = try listener.accept()
    let wasEmpty = none == nil
    let client = try TcpConnection(connectingTo: host, port: listener.port)
    _ = try ready(listener.fileDescriptor)
    let accepted = try listener.accept()
    _ = try client.write([1, 2, 3])
    let received = try accepted?.receive(3)
    _ = try accepted?.write([4])
    let answered = try client.receive(1)
    #expect(wasEmpty)
    #expect(received == [1, 2, 3])
    #expect(answered == [4])
  }

  @Test func `the other end's closing is read as closed and kills nobody`() throws {
    let listener = try TcpListener(host: "127.0.0.1", port: 0)
    let client = try TcpConnection(connectingTo: "127.0.0.1", port: listener.port)
    _ = try ready(listener.fileDescriptor)
    do {
      let accepted = try listener.accept()
      let wasAccepted = accepted != nil
      #expect(wasAccepted)
    }
    let read = try client.nextRead()
    #expect(read == .closed)
    // The first write is answered with a reset; the ones after it would raise SIGPIPE.
    _ = try client.write([1])
    _ = try ready(client.fileDescriptor, for: .readable)
    var error: SerialError?
    for _ in 0..<3 where error == nil {
      error = failure { () throws(SerialError) in try client.write([1]) }
    }
    #expect(error?.kind == .unplugged)
  }

  @Test func `a listener's port is busy, and free again after it`() throws {
    var port: UInt16 = 0
    do {
      let listener = try TcpListener(host: "127.0.0.1", port: 0)
      port = listener.port
      let second = failure { () throws(SerialError) in
        try TcpListener(host: "127.0.0.1", port: listener.port)
      }
      #expect(second?.kind == .busy)
    }
    // Not at once, if another test is starting a process: see `eventually`.
    let deadline = MonotonicClock.milliseconds() + UInt64(patienceMilliseconds)
    var refused: SerialError?
    while refused == nil, MonotonicClock.milliseconds() < deadline {
      refused = failure { () throws(SerialError) in
        try TcpConnection(connectingTo: "127.0.0.1", port: port)
      }
    }
    #expect(refused?.kind == .notFound)
    #expect(
      refused?.description
        == "tcp://127.0.0.1:\(port): nothing is listening there (is the pump running?)")
  }

  @Test func `an unknown host is not found`() throws {
    let error = failure { () throws(SerialError) in
      try TcpConnection(connectingTo: "no such host", port: 1)
    }
    #expect(error?.kind == .notFound)
  }

  @Test(arguments: [
    "localhost.example.invalid", "notlocalhost.", ".", "localhost..", "x localhost",
  ])
  func `a name that only looks like this machine is asked for, and not found`(host: String) throws {
    let error = failure { () throws(SerialError) in
      try TcpConnection(connectingTo: host, port: 1)
    }
    #expect(error?.kind == .notFound)
  }

  @Test func `a listener at an address of the other family is reached by the name as well`() throws
  {
    let listener = try TcpListener(host: "::1", port: 0)
    let client = try TcpConnection(connectingTo: "localhost", port: listener.port)
    _ = try ready(listener.fileDescriptor)
    let accepted = try listener.accept()
    let isThere = accepted != nil && client.fileDescriptor >= 0
    #expect(isThere)
  }

  @Test func `a server that never accepts runs into the time limit`() throws {
    // With its queue full, Linux leaves further connections unanswered.
    let listener = try TcpListener(host: "127.0.0.1", port: 0)
    var queued: [Int32] = []
    defer { queued.forEach { _ = close($0) } }
    var error: SerialError?
    for _ in 0..<64 where error == nil {
      error = failure { () throws(SerialError) in
        let connection = try TcpConnection(
          connectingTo: "127.0.0.1", port: listener.port, timeoutMilliseconds: 50)
        queued.append(dup(connection.fileDescriptor))
        return true
      }
    }
    #expect(error?.kind == .timedOut)
  }

  @Test func `an adapter is found by its numbers, and one of two by its serial number`() throws {
    func port(_ name: String, _ serial: String?, link: String? = nil) -> PortInfo {
      PortInfo(
        path: "/dev/\(name)", kind: .serial, description: "UART", vendorID: 0x403,
        productID: 0x6001, serialNumber: serial, links: link.map { [$0] } ?? [])
    }
    let ports = [port("ttyUSB0", "P1"), port("ttyUSB1", "P2", link: "/dev/serial/by-id/P2")]
    func path(_ serial: String?, product: UInt16 = 0x6001) throws(SerialError) -> String {
      try PortAddress.path(vendor: 0x403, product: product, serial: serial, among: ports)
    }
    #expect(try path("P1") == "/dev/ttyUSB0")
    #expect(try path("P2") == "/dev/serial/by-id/P2")
    let several = failure { () throws(SerialError) in try path(nil) }
    #expect(several?.kind == .unusableName)
    for words in ["/dev/ttyUSB0 (serial number P1)", "/dev/ttyUSB1 (serial number P2)"] {
      #expect(several?.reason.contains(words) == true, "\(several?.reason ?? "")")
    }
    for error in [
      failure({ () throws(SerialError) in try path("P3") }),
      failure({ () throws(SerialError) in try path(nil, product: 1) }),
    ] { #expect(error?.kind == .notFound) }
  }

  @Test func `what --port understands`() throws {
    #expect(try PortAddress("/tmp/vpump0") == .path("/tmp/vpump0"))
    #expect(try PortAddress("vpump0") == .path("vpump0"))
    #expect(try PortAddress("/dev/pci-0:2:1.0") == .path("/dev/pci-0:2:1.0"))
    #expect(try PortAddress("tcp://10.0.0.2:5900") == .tcp(host: "10.0.0.2", port: 5900))
    #expect(try PortAddress("socket://bench:5900") == .tcp(host: "bench", port: 5900))
    #expect(try PortAddress("tcp://[::1]:5900") == .tcp(host: "::1", port: 5900))
    #expect(try PortAddress("tcp://[::1]:5900").description == "tcp://[::1]:5900")
    let wrong = [
      "", "tcp://", "tcp://bench", "tcp://bench:", "tcp://bench:0", "tcp://bench:65536",
      "tcp://:5900", "tcp://::1:5900", "tcp://[::1:5900", "tcp://bench:5900/x", "rfc2216://b:1",
      "unix://", "unix:x", "exec:", "exec:  ", "usb:", "usb:0403", "usb:0403:", "usb:0403:6001:",
      "usb:+403:6001", "usb:00403:6001", "usb:zz:1",
    ]
    for text in wrong {
      let error = failure { () throws(SerialError) in try PortAddress(text) }
      #expect(error?.code == EINVAL, "\(text)")
    }
    #expect(try PortAddress("unix://a/b") == .unix(path: "a/b"))
    #expect(try PortAddress("exec:ssh b x").description == "exec:ssh b x")
    let adapter = try PortAddress("usb:403:6001:A:1")
    #expect(adapter == .usb(vendor: 0x403, product: 0x6001, serial: "A:1"))
    #expect(adapter.description == "usb:0403:6001:A:1")
    #expect(PortAddress.server("tcp://bench:1")?.port == 1)
    #expect(PortAddress.server("bench:1")?.host == "bench")
    #expect(PortAddress.server("unix://bench:1") == nil)
    let anywhere = PortAddress.hostAndPort(":0")
    #expect(anywhere?.host == "" && anywhere?.port == 0)
  }
}
