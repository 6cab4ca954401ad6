import Foundation
import PumpLinkTesting
import PumpLinkTestingProcesses
import SerialLink
import TestLimits
import Testing

@testable import GatewayCore

/// What the gateway says in JSON, held against the schema that is published for it.
@Suite(.waiting, .limited, .pumpProcess(seed: 13))
struct SchemaTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Line: Encodable {
    let `case`: String
    let schema: String
    let output: String
  }

  /// What is wrong with lines, by the same judge as for all programs.
  private func faults(_ lines: [Line], _ pump: PumpProcess) throws -> String {
    let text = try lines.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      .joined(separator: "\n")
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(pump.folder)/lines"))
    let judge = Self.root.appendingPathComponent("Tests/EndToEnd/Tools/validate_json.py").path
    let schemas = Self.root.appendingPathComponent("protocol-spec/json").path
    let ended = try pump.run(
      "/bin/sh", ["-c", "python3 -B \"$0\" \"$1\" <lines", judge, schemas])
    return ended.output + ended.errors
  }

  /// Every event there is, of every door.
  private func events() throws -> [GatewayEvent] {
    let gone = SerialError.endOfStream("x")
    return Door.allCases.flatMap { door in
      let name = LineName(door: door, name: "x")
      return [
        name.open, name.unusable(gone), name.unusable(.listening(at: "x", 16)), name.free,
        name.lost(gone), name.back(dropped: 0), name.back(dropped: 7), name.dropped(7),
        name.opened, name.closed, name.misunderstood, name.tooLong(9), name.ending,
      ]
    }
  }

  @Test func `all that it says keeps to the schema`() throws {
    let pump = try PumpProcess.current
    let events = try events()
    #expect(Set(events.map(\.event)) == Set(GatewayEvent.Kind.allCases))
    var lines = events.map { Line(case: "\($0.event)", schema: "gateway/event", output: $0.json) }
    let both = [["--port", pump.port, "--control", pump.control], ["--pump-link", "in-page"]]
    for arguments in both {
      let program = try pump.start("pump-gateway", arguments + ["--json"])
      let ready = try #require(try program.nextLine())
      lines.append(Line(case: "ready", schema: "gateway/ready", output: ready))
      try program.send(.terminate)
      #expect(try program.wait().code == 0)
    }
    for arguments in [[], ["--port", "x", "--page", "missing"], ["--pump-link", "a/b"]] {
      let ended = try pump.run("pump-gateway", arguments + ["--json"])
      let output = ended.output.trimmingCharacters(in: .newlines)
      lines.append(Line(case: "\(arguments)", schema: "gateway/failure", output: output))
    }
    let bench = try GatewayBench(port: pump.port)
    let first = try bench.open("port")
    try first.event("open")
    let second = try bench.open("port")
    guard case .text(let held) = try second.next() else { throw NothingCame(what: "an event") }
    lines.append(Line(case: "held", schema: "gateway/event", output: held))
    lines.append(Line(case: "take", schema: "gateway/ask", output: #"{"take":true}"#))
    #expect(try faults(lines, pump) == "")
    let wrong = Line(
      case: "wrong", schema: "gateway/event", output: held.replacing("\"held\"", with: "\"hold\""))
    #expect(try faults([wrong], pump).contains("wrong"))
  }
}
