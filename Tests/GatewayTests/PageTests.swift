import Foundation
import GatewayCore
import TestLimits
import Testing

/// The page, over real sockets: who gets it, and what comes with it.
@Suite(.waiting, .limited)
struct PageTests {
  @Test func `the page comes with what keeps it to itself, and to nobody without the token`() throws
  {
    let bench = try GatewayBench(port: "pump")
    let page = try bench.get("/?token=\(bench.token)")
    #expect(page.status == 200 && page.body == GatewayBench.page)
    #expect(page.headers["content-type"] == "text/html")
    for (target, status) in [
      ("/", 403), ("/?token=x", 403), ("/x?token=\(bench.token)", 404),
      ("/pump?token=\(bench.token)", 404), ("/port?token=\(bench.token)", 426),
    ] {
      let answer = try bench.get(target)
      #expect(answer.status == status && answer.body.count > 30, "\(target)")
      #expect(!answer.body.contains(bench.token))
      expectGuarded(answer, "127.0.0.1:\(bench.port)")
    }
    expectGuarded(page, "127.0.0.1:\(bench.port)")
    let local = try bench.get("/?token=\(bench.token)", host: "localhost:\(bench.port)")
    expectGuarded(local, "localhost:\(bench.port)")
  }

  private func expectGuarded(_ answer: HTTPAnswer, _ authority: String) {
    let policy = """
      default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src \
      'unsafe-inline'; connect-src 'self' ws://\(authority); img-src data:; font-src data:; \
      base-uri 'none'; form-action 'none'; frame-ancestors 'none'
      """
    #expect(answer.headers["content-security-policy"] == policy)
    #expect(answer.headers["x-content-type-options"] == "nosniff")
    #expect(answer.headers["referrer-policy"] == "no-referrer")
    #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
    #expect(answer.headers["cross-origin-resource-policy"] == "same-origin")
    #expect(answer.headers["cache-control"] == "no-store")
    #expect(answer.headers.keys.filter { $0.hasPrefix("access-control") } == [])
  }

  @Test func `a name that somebody else made lead here gets nothing`() throws {
    let bench = try GatewayBench(port: "pump")
    let answer = try bench.get("/?token=\(bench.token)", host: "evil.example:\(bench.port)")
    #expect(answer.status == 403 && !answer.body.contains("A page"))
    // Its words are not said back to it, not even in a header.
    #expect(!answer.headers.values.contains { $0.contains("evil") })
    let old = try HTTPAnswer(to: bench.port, ["GET /?token=\(bench.token) HTTP/1.0"])
    #expect(old.status == 403)
  }

  @Test func `a form of another page is refused, and so is asking whether it may`() throws {
    let bench = try GatewayBench(port: "pump")
    let body = "data=1"
    let common = ["Host: 127.0.0.1:\(bench.port)", "Content-Length: \(body.utf8.count)"]
    for (origin, status) in [("https://evil.example", 403), ("null", 403), (nil, 405)] {
      let headers = common + (origin.map { ["Origin: \($0)"] } ?? [])
      for target in ["/?token=\(bench.token)", "/port?token=\(bench.token)", "/"] {
        let answer = try HTTPAnswer(
          to: bench.port, ["POST \(target) HTTP/1.1"] + headers, body: body)
        #expect(answer.status == status)
        #expect(answer.headers["allow"] == (status == 405 ? "GET" : nil))
        expectGuarded(answer, "127.0.0.1:\(bench.port)")
      }
    }
    let asking = try HTTPAnswer(
      to: bench.port,
      [
        "OPTIONS /port HTTP/1.1", "Host: 127.0.0.1:\(bench.port)", "Origin: https://evil.example",
        "Access-Control-Request-Method: GET",
      ])
    #expect(asking.status == 403)
    expectGuarded(asking, "127.0.0.1:\(bench.port)")
    let smuggled = try HTTPAnswer(
      to: bench.port, ["GET /?token=\(bench.token) HTTP/1.1"] + common, body: body)
    #expect(smuggled.status == 400)
  }

  @Test(
    arguments: [
      "GET / HTTP/1.1\r\nHost", "", "GET /", "GET / HTTP/1.1\r\nHost: x\r\nX: 1\r\n",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
    ])
  func `a request that does not come to its end is given up`(begun: String) throws {
    let bench = try GatewayBench(port: "pump") { $0.limits.request = 50 }
    let socket = try RawSocket(port: bench.port)
    try socket.send(Array(begun.utf8))
    #expect(try socket.takeAll() == [])
  }

  @Test func `an answer that nobody fetches is given up`() throws {
    let large = GatewayBench.page + String(repeating: "x", count: 30_000_000)
    let bench = try GatewayBench(port: "pump", page: large) { setup in
      setup.limits.answer = 50
      setup.limits.request = 50
    }
    let socket = try RawSocket(port: bench.port)
    let lines = ["GET /?token=\(bench.token) HTTP/1.1", "Host: 127.0.0.1:\(bench.port)", "", ""]
    try socket.send(Array(lines.joined(separator: "\r\n").utf8))
    // Two after each other that say nothing: when the second is given up, so is the first.
    for _ in 0..<2 { #expect(try RawSocket(port: bench.port).takeAll() == []) }
    #expect(try socket.takeAll().count < large.utf8.count)
  }

  @Test func `what is no HTTP, and a head without end, is refused`() throws {
    let bench = try GatewayBench(port: "pump")
    for words in ["\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n", "GET\r\n\r\n", "hello\r\n\r\n"] {
      let socket = try RawSocket(port: bench.port)
      try socket.send(Array(words.utf8))
      let answer = String(decoding: try socket.takeAll(), as: UTF8.self)
      #expect(answer.hasPrefix("HTTP/1.1 400") || answer.isEmpty, "\(words)")
    }
    let socket = try RawSocket(port: bench.port)
    try socket.send(Array("GET / HTTP/1.1\r\n".utf8))
    let line = Array("X: \(String(repeating: "y", count: 1000))\r\n".utf8)
    var count = 0
    while count < 10_000, try socket.send(line) { count += 1 }
    #expect(count < 10_000, "an endless head is read for ever")
    #expect(try bench.get("/?token=\(bench.token)").status == 200, "the others go on")
  }

  @Test func `more connections than there is room for are told so, and there is room again`() throws
  {
    let bench = try GatewayBench(port: "pump") { $0.limits.connections = 3 }
    var held: [RawSocket] = []
    for _ in 0..<3 { held.append(try RawSocket(port: bench.port)) }
    let end = try Crowd.firstRefused(bench)
    #expect(end.status == 503 && end.body.contains("too many"))
    held.removeAll()
    var status = 503
    for _ in 0..<10_000 where status == 503 {
      status = try bench.get("/?token=\(bench.token)").status
    }
    #expect(status == 200)
  }

  @Test func `without a page it says how to get one`() throws {
    let bench = try GatewayBench(port: "pump", page: nil)
    guard !bench.gateway.hasPage else { return }
    let answer = try bench.get("/?token=\(bench.token)")
    #expect(answer.status == 404 && answer.body.contains("make page"))
    #expect(answer.body.contains("--page"))
  }
}

/// Asks until a gateway that is full says so: the others' connections are counted meanwhile.
enum Crowd {
  static func firstRefused(_ bench: GatewayBench) throws -> HTTPAnswer {
    for _ in 0..<10_000 {
      let answer = try bench.get("/?token=\(bench.token)")
      if answer.status == 503 { return answer }
    }
    throw NothingCame(what: "a refusal")
  }
}
