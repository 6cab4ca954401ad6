import GatewayCore
import SerialLink
import TestLimits
import Testing

/// Bytes between a page and a port, and all that happens to the port meanwhile.
@Suite(.waiting, .limited)
struct PortTests {
  @Test func `every byte goes over as it is, both ways`() throws {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    let end = try bench.open("port")
    let open = try end.event("open")
    #expect(open.door == "port" && open.name == bench.file("pump"))
    let all = (0...255).map { UInt8($0) }
    try end.send(all)
    #expect(try far.end.take(256) == all)
    try far.end.write(all.reversed())
    #expect(try end.take(256) == all.reversed())
    try end.socket.send(
      WebSocketEnd.frame(2, [1, 2], isLast: false) + WebSocketEnd.frame(9, [])
        + WebSocketEnd.frame(0, [3]))
    #expect(try far.end.take(3) == [1, 2, 3])
    #expect(try end.next() == .pong([]))
    // Much more than any queue holds, from both at once.
    let much = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for part in stride(from: 0, to: much.count, by: 10_000) {
      try end.send(Array(much[part..<part + 10_000]))
      try far.end.write(Array(much[part..<part + 10_000]))
      #expect(try far.end.take(10_000) == Array(much[part..<part + 10_000]))
    }
    #expect(try end.take(much.count) == much)
  }

  @Test func `a second client is told who has the port, and has it once that one has gone`() throws
  {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    let place = "127.0.0.1:\(bench.port)"
    var first: WebSocketEnd? = try WebSocketEnd(
      port: bench.port, "/port?token=\(bench.token)", headers: ["Origin: http://\(place)"])
    try first?.event("open")
    let second = try bench.open("port")
    let held = try second.event("held")
    #expect(held.by?.who == "page" && held.by?.from?.hasPrefix("127.0.0.1:") == true)
    #expect(held.by?.held_for_s != nil && held.words.contains(held.by?.from ?? "?"))
    try second.send([9, 9, 9])
    try second.send(text: #"{"take":true}"#)
    try second.event("held")
    try first?.send([1])
    #expect(try far.end.take(1) == [1], "only the first is heard")
    try far.end.write([2])
    #expect(try first?.take(1) == [2])
    first = nil
    try second.event("free")
    try second.send([8])
    try second.send(text: #"{"take":true}"#)
    try second.event("open")
    try second.send([3])
    #expect(try far.end.take(1) == [3], "what was sent before it had the port is not sent later")
    let third = try bench.open("port")
    #expect(try third.event("held").by?.who == "client")
  }

  @Test
  func `a port that was unplugged is said, looked for and had again, and nothing is sent twice`()
    throws
  {
    let folder = try GatewayBench.newFolder()
    var far: FarEnd? = try FarEnd("\(folder)/pump")
    let bench = try GatewayBench(port: "pump", in: folder)
    let end = try bench.open("port")
    try end.event("open")
    try end.send([1])
    #expect(try far?.take(1) == [1])
    far = nil
    let lost = try end.event("lost")
    #expect(lost.words.contains("unplugged") && lost.words.contains("therapy goes on"))
    try end.send([2, 2, 2])
    #expect(try end.event("dropped").dropped_bytes == 3)
    try end.send([2, 2])
    try end.socket.send(WebSocketEnd.frame(9, [0]))
    #expect(try end.next() == .pong([0]), "more that is thrown away is not told again")
    // Another's turn at the line comes behind it.
    try bench.open("port").event("held")
    let again = try FarEnd("\(folder)/pump")
    #expect(try end.event("back").dropped_bytes == 5)
    try end.send([4])
    #expect(try again.take(1) == [4])
    try again.write([5])
    #expect(try end.take(1) == [5])
  }

  @Test func `a port that is not there yet is waited for`() throws {
    let bench = try GatewayBench(port: "pump")
    let end = try bench.open("port")
    #expect(try end.event("away").words.contains("looked for"))
    let far = try FarEnd(bench.file("pump"))
    try end.event("open")
    try end.send([1])
    #expect(try far.take(1) == [1])
  }

  @Test func `a port that another program has is said with who it is, and had once it is free`()
    throws
  {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    let end: WebSocketEnd
    do {
      let other = try SerialPort(opening: far.end.path)
      end = try bench.open("port")
      let held = try end.event("held")
      #expect(held.by?.who == "program" && held.by?.process == SystemProcess.number)
      #expect(held.words.contains("process \(SystemProcess.number)"))
      try end.send([9])
      #expect(try end.event("dropped").dropped_bytes == 1)
      withExtendedLifetime(other.fileDescriptor) {}
    }
    try end.event("open")
    try end.send([1])
    #expect(try far.end.take(1) == [1])
  }

  @Test func `between two clients the port is anybody's`() throws {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    for round in 1...3 as ClosedRange<UInt8> {
      _ = try SerialPort(opening: far.end.path)
      let end = try bench.open("port")
      try end.event("open")
      #expect(throws: SerialError.self) { _ = try SerialPort(opening: far.end.path) }
      try end.send([round])
      #expect(try far.end.take(1) == [round])
      let next = try bench.open("port")
      try next.event("held")
      try end.socket.send(WebSocketEnd.frame(8, []))
      try next.event("free")
    }
  }

  @Test func `a client that does not read keeps the line waiting, and loses nothing`() throws {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder) { $0.limits.unread = 4096 }
    let end = try bench.open("port")
    try end.event("open")
    let other = try bench.open("port")
    try other.event("held")
    // Written until nobody takes any more, which must come: sockets and queues are finite.
    let piece = (0..<4096).map { UInt8(truncatingIfNeeded: $0) }
    var sent = 0
    var idle = 0
    while idle < 200, sent < 100_000_000 {
      let count = try far.end.writeWhatIsTaken(piece)
      sent += count
      idle = count == 0 ? idle + 1 : 0
      // A question to the gateway gives it its turn.
      try other.socket.send(WebSocketEnd.frame(9, []))
      #expect(try other.next() == .pong([]))
    }
    #expect(sent < 100_000_000)
    #expect(try end.take(sent).count == sent)
  }

  @Test func `a line that takes nothing keeps the client waiting, and loses nothing`() throws {
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    let end = try bench.open("port")
    try end.event("open")
    let other = try bench.open("port")
    try other.event("held")
    var payload: [UInt8] = []
    var wire: ArraySlice<UInt8> = []
    var idle = 0
    while idle < 200, payload.count < 100_000_000 {
      if wire.isEmpty {
        let piece = (0..<8000).map { UInt8(truncatingIfNeeded: $0 &+ payload.count) }
        payload += piece
        wire = WebSocketEnd.frame(2, piece)[...]
      }
      let count = try end.socket.sendWhatIsTaken(Array(wire))
      wire = wire.dropFirst(count)
      idle = count == 0 ? idle + 1 : 0
      try other.socket.send(WebSocketEnd.frame(9, []))
      #expect(try other.next() == .pong([]))
    }
    #expect(payload.count < 100_000_000)
    var got: [UInt8] = []
    while !wire.isEmpty {
      wire = wire.dropFirst(try end.socket.sendWhatIsTaken(Array(wire)))
      got += try far.end.takeWhatIsThere()
    }
    got += try far.end.take(payload.count - got.count)
    #expect(got == payload)
  }

  @Test(arguments: ["tcp", "unix"])
  func `a line by TCP or a socket file is a line as any other`(kind: String) throws {
    let folder = try GatewayBench.newFolder()
    let listener = try Listener(kind, folder)
    let bench = try GatewayBench(port: listener.address, in: folder)
    let end = try bench.open("port")
    try end.event("open")
    var far = try listener.accept()
    try end.send([1])
    #expect(try far.take(1) == [1])
    try far.send([2])
    #expect(try end.take(1) == [2])
    // Its end goes, and is called again.
    far = try {
      far.close()
      return try listener.accept(after: { try end.event("lost") })
    }()
    try end.event("back")
    try end.send([3])
    #expect(try far.take(1) == [3])
  }
}
