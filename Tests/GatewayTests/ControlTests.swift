import GatewayCore
import PumpLinkTestingProcesses
import TestLimits
import Testing

/// The bench's control socket, a message a line.
@Suite(.waiting, .limited, .serialized)
struct ControlTests {
  @Test func `a message is a line, and a line a message, for each client by itself`() throws {
    let folder = try GatewayBench.newFolder()
    let listener = try Listener("unix", folder)
    let bench = try GatewayBench(port: "pump", control: "far", in: folder)
    let first = try bench.open("control")
    let one = try listener.accept()
    try first.event("open")
    let second = try bench.open("control")
    let two = try listener.accept()
    try second.event("open")
    try first.send(text: "{\"a\":\n1}\r")
    #expect(try one.take(10) == Array("{\"a\": 1} \n".utf8))
    try two.send(Array("{\"b\":2}\n{\"c\"".utf8))
    #expect(try second.next() == .text("{\"b\":2}"))
    try two.send(Array(":3}\n".utf8))
    #expect(try second.next() == .text("{\"c\":3}"))
    try one.send(Array("mine\n".utf8))
    #expect(try first.next() == .text("mine"))
    one.close()
    try first.event("lost")
    let again = try listener.accept()
    try first.event("back")
    try first.send(text: "x")
    #expect(try again.take(2) == Array("x\n".utf8))
    try first.send([1])
    #expect(try first.untilClosed() == 1003, "there are no bytes on a line of text")
    #expect(throws: NothingCame.self) { _ = try again.take(1) }
  }

  @Test(.pumpProcess(seed: 3)) func `a bench is asked, and answers`() throws {
    let pump = try PumpProcess.current
    let bench = try GatewayBench(port: pump.port) { $0.control = pump.control }
    let end = try bench.open("control")
    try end.event("open")
    try end.send(text: #"{"jsonrpc":"2.0","id":7,"method":"truth"}"#)
    guard case .text(let answer) = try end.next() else { throw NothingCame(what: "an answer") }
    #expect(answer.contains(#""id":7"#) && answer.contains(#""result":{"#))
    try end.send(text: "no JSON")
    guard case .text(let refusal) = try end.next() else { throw NothingCame(what: "an answer") }
    #expect(refusal.contains(#""error""#))
  }
}
