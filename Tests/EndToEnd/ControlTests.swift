import Foundation
import TestLimits
import Testing

/// The bench's socket: JSON-RPC 2.0, a line each way, and no way to do harm with it.
@Suite(.waiting, .limited, .serialized)
struct ControlTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `an answer bears the id of its request`() throws {
    for id in ["1", "-7", "\"visit 3\""] {
      let answer = try BenchSocket(bench).ask(#"{"jsonrpc":"2.0","id":\#(id),"method":"truth"}"#)
      #expect(answer.id == JSON(id))
      #expect(answer.jsonrpc == "2.0")
      #expect(try answer.result == bench.truth.without("outcome"))
    }
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let line: String
    let code: Int
    var id = "1"
    var testDescription: String { line }

    /// A request to advance with these parameters.
    static func advance(_ parameters: String) -> Wrong {
      Wrong(
        line: #"{"jsonrpc":"2.0","id":1,"method":"advance","params":\#(parameters)}"#, code: -32602)
    }
  }

  @Test(arguments: [
    Wrong(line: "nonsense", code: -32700, id: "null"),
    Wrong(line: #"{"jsonrpc":"2.0","id":1,"#, code: -32700, id: "null"),
    Wrong(line: "\u{1}\u{ff}", code: -32700, id: "null"),
    Wrong(line: #"{"jsonrpc":"1.0","id":1,"method":"truth"}"#, code: -32600),
    Wrong(line: #"{"id":1,"method":"truth"}"#, code: -32600),
    Wrong(line: #"{"jsonrpc":"2.0","id":1,"method":"fly"}"#, code: -32601),
    Wrong(line: #"{"jsonrpc":"2.0","id":1,"method":"advance"}"#, code: -32602),
    .advance("{}"), .advance("[5]"), .advance(#"{"milliseconds":-1}"#),
    .advance(#"{"milliseconds":1.5}"#), .advance(#"{"milliseconds":"1"}"#),
    .advance(#"{"milliseconds":18446744073709551615}"#),
    .advance(#"{"milliseconds":99999999999999999999}"#),
    Wrong(line: #"{"jsonrpc":"2.0","id":1,"method":"fault"}"#, code: -32602),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"fault","params":{"unit":"motor","kind":"leak"}}"#,
      code: -32001),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"clear","params":{"unit":"motor"}}"#, code: -32001),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"withdraw","params":{"nanolitres":0}}"#,
      code: -32602),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"fill","params":{"nanolitres":5}}"#, code: -32602),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"power","params":{"state":"up"}}"#, code: -32602),
    Wrong(
      line: #"{"jsonrpc":"2.0","id":1,"method":"restore","params":{"path":"state"}}"#,
      code: -32602),
  ])
  func `a wrong request is answered with the reason, and does nothing`(wrong: Wrong) throws {
    let answer = try BenchSocket(bench).ask(wrong.line)
    #expect(answer.error.code == JSON.number(Double(wrong.code)), "\(answer)")
    #expect(answer.error.message.string?.isEmpty == false)
    #expect(answer.keys == ["error", "id", "jsonrpc"])
    #expect(answer.id == JSON(wrong.id))
    #expect(try bench.truth.therapy_time_s == 0)
  }

  @Test func `a request without an id is carried out and not answered`() throws {
    let socket = try BenchSocket(bench)
    let advance = #"{"jsonrpc":"2.0","method":"advance","params":{"milliseconds":1000}}"#
    try socket.send([advance, truth(2)])
    let answer = try socket.receive()
    #expect(answer.id == 2)
    #expect(answer.result.therapy_time_s == 1)
  }

  @Test func `many requests at once are answered in their order`() throws {
    let socket = try BenchSocket(bench)
    try socket.send((1...100).map { truth($0) })
    for id in 1...100 { #expect(try socket.receive().id == JSON.number(Double(id))) }
  }

  @Test func `a line without end closes its connection and no other`() throws {
    let other = try BenchSocket(bench)
    #expect(try !BenchSocket(bench).pour(10_000_000))
    #expect(try other.ask(truth(1)).id == 1)
  }

  @Test func `an empty line is no request`() throws {
    let socket = try BenchSocket(bench)
    try socket.send(["", "", truth(4), ""])
    #expect(try socket.receive().id == 4)
  }

  @Test func `half a line and a hasty goodbye do no harm`() throws {
    for part in [#"{"jsonrpc":"2.0","#, truth(1), truth(1) + "\n"] {
      try BenchSocket(bench).sendPart(part)
    }
    #expect(try BenchSocket(bench).ask(truth(3)).id == 3)
  }

  @Test func `more benches than places wait for one, and the pump sleeps meanwhile`() throws {
    var served: [BenchSocket] = []
    for id in 1...8 {
      served.append(try BenchSocket(bench))
      #expect(try served.last?.ask(truth(id)).result.strokes == 0)
    }
    let late = try BenchSocket(bench)
    try late.send([truth(9)])
    #expect(try bench.programmer("identify").code == 0)
    #expect(isEverAsleep(bench.processID))
    served.removeFirst()
    #expect(try late.receive().id == 9)
  }

  @Test func `the command line says what is wrong`() throws {
    for (words, code, says) in [
      ("advance -1h", 64, "“-1h” is negative"), ("advance --for -1h", 64, "is negative"),
      ("advance 5", 64, "has no unit"), ("advance 5 parsecs", 64, "no unit of a length of time"),
      ("advance", 64, "<time>"), ("fly", 64, ""), ("truth --control", 64, "--control"),
      ("truth --control nowhere", 69, "no pump answers here"),
      ("truth --control state", 69, "no pump answers here"),
      ("advance 101 years", 64, "longer than 100 years"),
      ("fault", 64, "<unit>"), ("fault heart stall", 64, "no unit of a pump"),
      ("fault motor flutter", 64, "no kind of fault"), ("fault motor drift 5", 64, "has no unit"),
      ("fault motor stall 12 h", 64, "--for 12h"), ("fault motor stall --for 12", 64, "no unit"),
      ("fault motor leak", 1, "a motor has no leak; it has stall, drift"),
      ("clear heart", 64, "no unit of a pump"), ("clear motor", 1, "no fault"),
      ("withdraw 0 mL", 64, "more than nothing"), ("withdraw 2", 64, "has no unit"),
      ("fill 1 mL", 64, "--concentration"), ("fill 1 mL --concentration 5", 64, "has no unit"),
      ("fill 30 mL --concentration drug-free", 1, "room for 20.000 mL"),
      ("power up", 64, "power"), ("head up", 64, "head"), ("sample --every 1 h", 64, "--for"),
      ("sample --every 0 s --for 1 h", 64, "more than no time"),
      ("restore nowhere", 1, "no such file"), ("snapshot nowhere/file", 1, "no such directory"),
    ] as [(String, Int32, String)] {
      let finished = try bench.ctl(words)
      #expect(finished.code == code, "\(words): \(finished)")
      #expect(says == "" || finished.errors.contains(says), "\(words): \(finished)")
    }
    try bench.ctl("advance 1 ms")
    let beyond = try bench.ctl("advance 100 years")
    #expect(beyond.code == 1 && beyond.errors.contains("100 years"), "\(beyond)")
  }

  private func truth(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"truth"}"#
  }

  /// Whether a process is found waiting for something, which one that spins never is.
  private func isEverAsleep(_ process: Int32) -> Bool {
    (0..<5000).contains { _ in
      let status = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data()
      return String(decoding: status, as: UTF8.self).contains(") S ")
    }
  }
}
