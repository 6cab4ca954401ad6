import TestLimits
import Testing

@testable import GatewayCore

/// Who is let in, judged from the request alone.
@Suite(.limited)
struct GatekeeperTests {
  private let token = Token()

  private func judge(
    _ target: String? = nil, method: String = "GET", hosts: [String] = ["127.0.0.1:7071"],
    origins: [String] = [], protocols: [String] = [], hasBody: Bool = false,
    doors: Set<Door> = [.port, .control]
  ) -> Gatekeeper.Verdict {
    let gatekeeper = Gatekeeper(
      place: LoopbackPlace(host: "127.0.0.1", port: 7071), token: token, doors: doors)
    return gatekeeper.judge(
      RequestHead(
        method: method, target: target ?? "/port?token=\(token.text)", hosts: hosts,
        origins: origins, protocols: protocols, hasBody: hasBody))
  }

  @Test(arguments: ["127.0.0.1:7071", "localhost:7071", "[::1]:7071", "LocalHost:7071"])
  func `this machine's own names are let in, and pages of the same`(host: String) {
    #expect(judge(hosts: [host]) == .door(.port))
    #expect(judge(hosts: [host], origins: ["http://\(host.lowercased())"]) == .door(.port))
  }

  @Test(
    arguments: [
      ["evil.example:7071"], ["127.0.0.1"], ["127.0.0.1:80"], ["127.0.0.1:7071.evil.example"], [],
      ["127.0.0.1:7071", "127.0.0.1:7071"], [""], ["127.0.0.1:7071 "], ["0.0.0.0:7071"],
      ["127.0.0.2:7071"], ["localhost.:7071"], ["pump.localhost:7071"],
    ])
  func `a name that is somebody else's is refused, whatever it leads to`(hosts: [String]) {
    #expect(judge(hosts: hosts) == .refused(.host))
  }

  @Test(
    arguments: [
      ["https://evil.example"], ["null"], [""], ["http://127.0.0.1"], ["https://127.0.0.1:7071"],
      ["http://localhost:7071"], ["http://127.0.0.1:7072"], ["http://127.0.0.1:7071/"],
      ["http://127.0.0.1:7071", "http://127.0.0.1:7071"],
    ])
  func `a page from elsewhere is refused, though it knows the token`(origins: [String]) {
    #expect(judge(origins: origins) == .refused(.origin))
  }

  @Test func `only the token of this start is one, and only given once`() {
    let other = Token()
    #expect(other.text != token.text && other.text.count == 32)
    #expect(other.text.allSatisfy { $0.isHexDigit })
    for target in [
      "/port", "/port?", "/port?token=", "/port?token=\(other.text)", "/?token=x",
      "/port?token=\(token.text.dropLast())", "/port?token=\(token.text)0",
      "/port?token=\(token.text.uppercased())X", "/port?Token=\(token.text)",
      "/port?token=\(token.text)&token=\(token.text)", "/port#token=\(token.text)",
      "/port?xtoken=\(token.text)",
    ] { #expect(judge(target) == .refused(.token), "\(target)") }
    #expect(judge("/port?a=b&token=\(token.text)") == .door(.port))
    #expect(judge("/port", protocols: ["pumplink", "token.\(token.text)"]) == .door(.port))
    #expect(judge("/port", protocols: ["pumplink", "token.\(other.text)"]) == .refused(.token))
    #expect(judge(protocols: ["token.\(token.text)"]) == .refused(.token), "twice")
  }

  @Test(
    arguments: [
      ("x", false), ("", false), ("0123456789abcdef0000000000000002", true),
      ("1123456789abcdef0000000000000002", false), ("0123456789abcdef0000000000000003", false),
      ("0123456789abcdef000000000000000", false), ("0123456789ABCDEF0000000000000002", false),
    ])
  func `a token is itself and nothing else`(word: String, isIt: Bool) {
    struct Counting: RandomNumberGenerator {
      var words: [UInt64] = [0x0123_4567_89AB_CDEF, 2]
      mutating func next() -> UInt64 { words.removeFirst() }
    }
    var counting = Counting()
    #expect(Token(from: &counting).matches(word) == isIt)
  }

  @Test func `nothing but GET without a body, of a path of this gateway, is answered`() {
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "CONNECT", "get"] {
      #expect(judge(method: method) == .refused(.method))
    }
    #expect(judge(hasBody: true) == .refused(.body))
    #expect(judge("http://127.0.0.1:7071/?token=\(token.text)") == .refused(.target))
    #expect(judge("*") == .refused(.target))
    for path in ["/Port", "/port/", "/x", "//", "/%70ort", "/../port"] {
      #expect(judge("\(path)?token=\(token.text)") == .refused(.path), "\(path)")
    }
    #expect(judge("/pump?token=\(token.text)") == .refused(.door))
    #expect(judge("/?token=\(token.text)") == .page)
    #expect(judge("/control?token=\(token.text)") == .door(.control))
  }

  @Test func `each refusal says what is wrong, with a status of its kind`() {
    for refused in Gatekeeper.Refused.allCases {
      #expect((400..<500).contains(refused.status) && refused.words.hasSuffix("."))
      #expect(!refused.words.contains(token.text))
    }
  }

  @Test(
    arguments: [
      ("127.0.0.1:0", "127.0.0.1:0"), ("localhost:80", "127.0.0.1:80"), ("[::1]:9", "[::1]:9"),
    ])
  func `it listens on this machine`(text: String, authority: String) throws {
    #expect(try LoopbackPlace(text).authority == authority)
  }

  @Test(
    arguments: [
      "0.0.0.0:80", ":80", "192.168.1.5:80", "[::]:80", "example.org:80", "127.0.0.1",
      "127.0.0.1:x",
      "127.0.0.1:65536", "", "127.0.0.2:0", "\u{1b}[2J:0",
    ])
  func `it listens nowhere else, and says why`(text: String) {
    let problem = #expect(throws: GatewayProblem.self) { try LoopbackPlace(text) }
    #expect(problem?.description.contains("127.0.0.1") == true)
    #expect(problem?.description.contains("\u{1b}") == false)
  }

  @Test func `on the port of the web its names need no number`() {
    #expect(LoopbackPlace(host: "::1", port: 80).authorities.contains("localhost"))
    #expect(!LoopbackPlace(host: "::1", port: 81).authorities.contains("localhost"))
  }
}
