import GatewayCore
import SerialLink
import TestLimits
import Testing

/// The WebSocket itself: who may open one, and what it takes.
@Suite(.waiting, .limited)
struct SocketTests {
  @Test func `a page of this gateway and a tool with the token alone may open one`() throws {
    let bench = try GatewayBench(port: "pump")
    let place = "127.0.0.1:\(bench.port)"
    let byQuery = "/port?token=\(bench.token)"
    let asWord = "Sec-WebSocket-Protocol: pumplink, token.\(bench.token)"
    for (target, headers) in [
      (byQuery, []), (byQuery, ["Origin: http://\(place)"]), ("/port", [asWord]),
      ("/port", [asWord, "Origin: http://\(place)"]),
    ] {
      let end = try WebSocketEnd(port: bench.port, target, headers: headers)
      #expect(end.answer.status == 101)
      // RFC 6455, 1.3.
      #expect(end.answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(
        end.answer.headers["sec-websocket-protocol"] == (target == "/port" ? "pumplink" : nil))
    }
  }

  @Test func `nobody else may`() throws {
    let bench = try GatewayBench(port: "pump")
    let byQuery = "/port?token=\(bench.token)"
    for (target, headers, host, status) in [
      (byQuery, ["Origin: https://evil.example"], nil, 403), (byQuery, ["Origin: null"], nil, 403),
      (byQuery, ["Origin: http://127.0.0.1:1"], nil, 403), ("/port", [], nil, 403),
      (byQuery, [], "evil.example:\(bench.port)", 403),
      ("/port?token=\(Token().text)", [], nil, 403),
      ("/control?token=\(bench.token)", [], nil, 404), ("/?token=\(bench.token)", [], nil, 200),
      (byQuery, ["Sec-WebSocket-Version: 8"], nil, 426),
    ] as [(String, [String], String?, Int)] {
      let end = try WebSocketEnd(port: bench.port, target, headers: headers, host: host)
      #expect(end.answer.status == status, "\(target) \(headers)")
    }
  }

  /// What no client may send, and the code that it is told.
  private static let offences: [(what: String, bytes: [UInt8], code: Int)] = [
    ("more than 64 KiB", WebSocketEnd.frame(2, Array(repeating: 1, count: 65_537)), 1009),
    ("a frame that claims 2^62 bytes", [0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 1009),
    (
      "more than 64 KiB in parts",
      WebSocketEnd.frame(2, Array(repeating: 1, count: 40_000), isLast: false)
        + WebSocketEnd.frame(0, Array(repeating: 1, count: 40_000)), 1009
    ),
    (
      "a message in very many parts",
      WebSocketEnd.frame(2, [1], isLast: false)
        + (0..<100).flatMap { _ in WebSocketEnd.frame(0, [1], isLast: false) }, 1009
    ),
    ("a frame without a mask", WebSocketEnd.frame(2, [1], mask: nil), 1002),
    ("an end without a beginning", WebSocketEnd.frame(0, [1]), 1002),
    ("bits of an extension", WebSocketEnd.frame(0x42, [1]), 1002),
    ("an unknown kind", WebSocketEnd.frame(3, [1]), 1002),
    ("a long ping", WebSocketEnd.frame(9, Array(repeating: 1, count: 126)), 1002),
    ("a ping in parts", WebSocketEnd.frame(9, [1], isLast: false), 1002),
    ("text that is none", WebSocketEnd.frame(1, [0xC3, 0x28]), 1007),
  ]

  @Test(arguments: offences.indices)
  func `what no client may send ends its connection, with a word`(place: Int) throws {
    let offence = Self.offences[place]
    let far = try FarEndInFolder("pump")
    let bench = try GatewayBench(port: "pump", in: far.folder)
    let end = try bench.open("port")
    try end.event("open")
    try end.socket.send(offence.bytes)
    #expect(try end.untilClosed() == offence.code, "\(offence.what)")
    try end.socket.send(Array(repeating: 0x55, count: 100_000))
    while try end.next() != .ended {}
    #expect(try far.end.takeWhatIsThere() == [], "nothing of it reached the pump")
    let next = try bench.open("port")
    try next.event("open")
  }

  @Test func `a ping is answered, and a goodbye is returned`() throws {
    let bench = try GatewayBench(port: "pump")
    let end = try bench.open("port")
    try end.event("away")
    try end.socket.send(WebSocketEnd.frame(9, [7, 8]))
    #expect(try end.next() == .pong([7, 8]))
    try end.socket.send(WebSocketEnd.frame(10, [7, 8]))
    try end.send(text: "what is this?")
    try end.event("misunderstood")
    try end.send(text: #"{"take":false}"#)
    try end.event("misunderstood")
    try end.socket.send(WebSocketEnd.frame(8, [0x03, 0xE8]))
    #expect(try end.next() == .closed(1000))
    #expect(try end.next() == .ended)
  }

  @Test func `who asks without end and reads nothing takes up no memory`() throws {
    let bench = try GatewayBench(port: "pump")
    let end = try bench.open("port")
    try end.event("away")
    // Far more than sockets hold: it is not read from any more, or it is given up.
    let pings = Array(
      (0..<1000).map { _ in WebSocketEnd.frame(9, Array(repeating: 1, count: 100)) }
        .joined())
    #expect(try isStopped(end, sending: pings, at: bench))
    let other = try bench.open("port")
    try other.event("held")
    let words = Array((0..<1000).map { _ in WebSocketEnd.frame(1, Array("?".utf8)) }.joined())
    #expect(try isStopped(other, sending: words, at: bench))
  }

  /// Whether somebody who reads nothing cannot send so much: there is no more room, or he is let
  /// go.
  private func isStopped(
    _ end: WebSocketEnd, sending bytes: [UInt8], at bench: GatewayBench
  ) throws -> Bool {
    var sent = 0
    var idle = 0
    var rest: ArraySlice<UInt8> = []
    while sent < 100_000_000 {
      if rest.isEmpty { rest = bytes[...] }
      do {
        let count = try end.socket.sendWhatIsTaken(Array(rest))
        rest = rest.dropFirst(count)
        sent += count
        idle = count == 0 ? idle + 1 : 0
      } catch let error as SerialError {
        return error.kind == .unplugged
      }
      // Each answer to somebody else is a turn in which it could have read on.
      if idle == 100 { return true }
      if idle > 0 { #expect(try bench.get("/").status == 403) }
    }
    return false
  }
}

/// A pump's end in a folder of its own.
struct FarEndInFolder {
  let folder: String
  let end: FarEnd

  init(_ name: String) throws {
    folder = try GatewayBench.newFolder()
    end = try FarEnd("\(folder)/\(name)")
  }
}
