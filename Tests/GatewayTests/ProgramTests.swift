import Foundation
import GatewayCore
import PumpLinkTesting
import PumpLinkTestingProcesses
import SerialLink
import TestLimits
import Testing

/// The program as a person starts and ends it.
@Suite(.waiting, .limited, .serialized, .pumpProcess(seed: 11))
struct ProgramTests {
  private struct Ready: Decodable {
    let event: String
    let url: String
    let port: String?
    let control: String?
    let pump: String?
    let line: String?
    let pump_link: String?

    var number: UInt16 { UInt16(URLComponents(string: url)?.port ?? 0) }
    var token: String { String(url.suffix(32)) }
  }

  private func start(
    _ arguments: [String], in pump: PumpProcess
  ) throws -> (program: RunningProgram, ready: Ready) {
    let program = try pump.start("pump-gateway", arguments + ["--json"])
    let line = try #require(try program.nextLine())
    return (program, try JSONDecoder().decode(Ready.self, from: Data(line.utf8)))
  }

  @Test func `it says in one line where the page is, and ends when it is told to`() throws {
    let pump = try PumpProcess.current
    try Data(GatewayBench.page.utf8).write(to: URL(fileURLWithPath: "\(pump.folder)/page.html"))
    let words = try pump.start(
      "pump-gateway", ["--port", pump.port, "--page", "page.html", "--control", pump.control])
    let line = try #require(try words.nextLine())
    #expect(line.contains(/^ready http:\/\/127\.0\.0\.1:[0-9]+\/\?token=[0-9a-f]{32}$/))
    let number = UInt16(URLComponents(string: String(line.dropFirst(6)))?.port ?? 0)
    let page = try HTTPAnswer(
      to: number,
      [
        "GET \(line.dropFirst("ready http://127.0.0.1:\(number)".count)) HTTP/1.1",
        "Host: 127.0.0.1:\(number)",
      ])
    #expect(page.body == GatewayBench.page)
    try words.send(.terminate)
    let ended = try words.wait()
    #expect(ended.code == 0 && ended.output == "" && ended.errors == "")
  }

  @Test(arguments: [RunningProgram.Signal.terminate, .interrupt])
  func `whoever is connected is told when it ends, and the link goes with it`(
    signal: RunningProgram.Signal
  ) throws {
    let pump = try PumpProcess.current
    let link = "\(pump.folder)/in-page"
    let (program, ready) = try start(["--pump-link", link, "--listen", "[::1]:0"], in: pump)
    #expect(ready.pump_link == link && ready.port == nil && ready.line == nil)
    #expect(ready.pump == "ws://[::1]:\(ready.number)/pump")
    let end = try WebSocketEnd(
      port: ready.number, "/pump?token=\(ready.token)", host: "[::1]:\(ready.number)", at: "::1")
    try end.event("open")
    try program.send(signal)
    try end.event("ending")
    #expect(try end.untilClosed() == 1001)
    let ended = try program.wait()
    #expect(ended.code == 0)
    #expect(ended.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
    #expect(!FileManager.default.fileExists(atPath: link))
  }

  @Test func `one that is killed leaves nothing that keeps the next from starting`() throws {
    let pump = try PumpProcess.current
    let link = "\(pump.folder)/in-page"
    let (program, ready) = try start(["--pump-link", link], in: pump)
    let end = try WebSocketEnd(port: ready.number, "/pump?token=\(ready.token)")
    try end.event("open")
    let port = try SerialPort(opening: link)
    try end.event("opened")
    try program.send(.kill)
    #expect(try end.next() == .ended)
    let line = ByteLine(port)
    #expect(throws: (any Error).self) { _ = try line.take(1) }
    _ = try program.wait()
    let (next, readyNext) = try start(
      ["--pump-link", link, "--listen", "127.0.0.1:\(ready.number)"], in: pump)
    #expect(readyNext.number == ready.number && readyNext.token != ready.token)
    let old = try WebSocketEnd(port: ready.number, "/pump?token=\(ready.token)")
    #expect(old.answer.status == 403, "a token is one start's")
    let taken = try pump.run(
      "pump-gateway", ["--pump-link", link + "2", "--listen", "127.0.0.1:\(ready.number)"])
    #expect(taken.code == 69 && taken.errors.contains("another program is listening there"))
    let busy = try pump.run("pump-gateway", ["--pump-link", link])
    #expect(busy.code == 69 && busy.errors.contains("has published this link"))
    try next.send(.terminate)
    #expect(try next.wait().code == 0)
  }

  @Test func `a port whose gateway is killed is free at once`() throws {
    let pump = try PumpProcess.current
    let (program, ready) = try start(["--port", pump.port], in: pump)
    #expect(ready.line == pump.port && ready.port == "ws://127.0.0.1:\(ready.number)/port")
    let end = try WebSocketEnd(port: ready.number, "/port?token=\(ready.token)")
    try end.event("open")
    let refused = try pump.run("programmer", ["identify"])
    #expect(refused.code == 69 && refused.errors.contains("pump-gateway"))
    try program.send(.kill)
    while try end.next() != .ended {}
    _ = try program.wait()
    #expect(try pump.run("programmer", ["identify"]).code == 0)
  }

  @Test(
    arguments: [
      ([], 64, "either --port or --pump-link"),
      (["--port", "pump", "--pump-link", "x"], 64, "either --port or --pump-link"),
      (["--pump-link", "x", "--control", "y"], 64, "--control goes with --port"),
      (["--port", "pump", "--listen", "0.0.0.0:80"], 64, "can be reached from other machines"),
      (["--port", "gopher://x"], 64, "no ports of the kind"),
      (["--port", "pump", "--page", "missing.html"], 65, "cannot be read"),
      (["--port", "pump", "--page", "card.json"], 65, "does not begin as an HTML page"),
      (["--pump-link", "card.json"], 69, "it was left alone"),
      (["--pump-link", "missing/x"], 69, "no such file"),
    ] as [([String], Int32, String)])
  func `what cannot be started is refused with what is wrong`(
    arguments: [String], code: Int32, words: String
  ) throws {
    let pump = try PumpProcess.current
    let ended = try pump.run("pump-gateway", arguments + ["--json"])
    #expect(ended.code == code)
    #expect(ended.errors.contains(words), "\(ended.errors)")
    #expect(ended.json.exit_code == JSONValue.number(Double(code)))
  }
}
