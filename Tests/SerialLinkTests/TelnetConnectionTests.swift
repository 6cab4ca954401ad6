import Glibc
import TestLimits
import Testing

@testable import SerialLink

/// A client's end of RFC 2217 against listeners of this machine.
@Suite(.limited)
struct TelnetConnectionTests {
  private static let listener = "127.0.0.1"

  /// Takes the client that waits, and gives it a port, or what `answer` makes of its bytes.
  private static func serve(
    _ listener: borrowing TcpListener, until isOver: () -> Bool,
    _ answer: (inout TelnetPort, Span<UInt8>) -> [UInt8]
  ) throws {
    var set = PollSet(capacity: 1)
    set.add(listener.fileDescriptor, .readable)
    try set.wait(timeoutMilliseconds: 20_000)
    guard let client = try listener.accept() else { return }
    var port = TelnetPort(.server)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isOver() {
      let out = port.takeOutgoing()
      if !out.isEmpty { _ = try client.write(out) }
      set.removeAll()
      set.add(client.fileDescriptor, .readable)
      guard try set.wait(timeoutMilliseconds: 5) > 0 else { continue }
      switch try client.read(into: &buffer) {
      case .bytes(let count):
        let reply = answer(&port, buffer.span.extracting(first: count))
        if !reply.isEmpty { _ = try client.write(reply) }
      case .closed: return
      case .wouldBlock: break
      }
    }
  }

  @Test func `a pump that calls sets the port it calls, and its bytes come through`() throws {
    let listener = try TcpListener(host: Self.listener, port: 0)
    let line = try ReturningConnection(
      connectingTo: .init(host: Self.listener, port: listener.port, isTelnet: true))
    #expect(line.path == "rfc2217://127.0.0.1:\(listener.port)")
    var buffer = [UInt8](repeating: 0, count: 64)
    var came: [UInt8] = []
    var heard: [UInt8] = []
    var speed: UInt32 = 0
    line.write(([1, 255, 2] as [UInt8]).span)
    try Self.serve(
      listener,
      until: {
        if case .bytes(let count) = line.read(into: &buffer, at: 0) { came += buffer.prefix(count) }
        return came.count == 3 && speed != 0
      },
      { port, bytes in
        let data = port.receive(bytes)
        heard += data
        for case .speed(let baud) in port.takeEvents() { speed = baud }
        return data.isEmpty ? [] : TelnetPort.escaped(([255, 0, 255] as [UInt8]).span)
      })
    #expect(came == [255, 0, 255] && heard == [1, 255, 2] && speed == 115_200)
  }

  @Test func `an address of RFC 2217 is one, and what is called or listened at may be too`() throws
  {
    let address = try PortAddress("rfc2217://[::1]:4001")
    #expect(address == .rfc2217(host: "::1", port: 4001))
    #expect(address.description == "rfc2217://[::1]:4001")
    let server = PortAddress.server("rfc2217://:0")
    #expect(server == .init(host: "", port: 0, isTelnet: true))
    #expect(PortAddress.server("tcp://b:1")?.isTelnet == false)
    for text in ["rfc2217:", "rfc2217://", "rfc2217://b", "rfc2217://b:0", "rfc2217://b:1/x"] {
      #expect(throws: SerialError.self, "\(text)") { try PortAddress(text) }
    }
  }

  @Test func `who listens and does not speak is waited for no longer than was asked`() throws {
    let listener = try TcpListener(host: Self.listener, port: 0)
    do throws(SerialError) {
      _ = try TelnetConnection(
        connectingTo: Self.listener, port: listener.port, timeoutMilliseconds: 50)
      Issue.record("it agreed with nobody")
    } catch {
      #expect(error.kind == .timedOut && error.reason.contains("does not speak RFC 2217"))
      #expect(error.path == "rfc2217://127.0.0.1:\(listener.port)")
    }
    withExtendedLifetime(listener.port) {}
  }
}
