import BenchControl
import Foundation
import SerialLink
import TestLimits
import Testing

@testable import PumpSimulator

/// All that goes over a pump's control socket, held against the schema that is published for it.
@Suite(.waiting, .limited)
struct ControlSchemaTests {
  /// A request as a bench may send it; `X` in its parameters is a file that is not there.
  private struct Request {
    let method: String
    var parameters: String?

    init(_ method: String, _ parameters: String? = nil) {
      self.method = method
      self.parameters = parameters
    }

    func line(_ file: String) -> String {
      let parameters = parameters.map { #","params":\#($0)"# } ?? ""
      return #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"\#(parameters)}"#
        .replacing("X", with: file)
    }
  }

  private static let requests = [
    Request("truth"), Request("faults"), Request("link"), Request("reconcile"),
    Request("patient"), Request("patient", #"{"days":3}"#),
    Request("advance", #"{"milliseconds":3600000,"until":"patient-calls"}"#),
    Request("advance", #"{"milliseconds":86400000}"#), Request("reconcile"),
    Request("advance", #"{"milliseconds":3600000,"until":"alarm","alarm":"eri"}"#),
    Request("advance", #"{"milliseconds":86400000,"until":"clock","at_s":21600}"#),
    Request("advance", #"{"milliseconds":86400000,"until":"therapy-time","at_ms":259200000}"#),
    Request("advance", #"{"milliseconds":1000,"until":"empty"}"#), Request("events"),
    Request("events", #"{"since":3}"#),
    Request(
      "fault", #"{"unit":"motor","kind":"drift","value":-20000,"milliseconds":3600000}"#),
    Request("fault", #"{"unit":"catheter","kind":"disconnection"}"#), Request("faults"),
    Request("clear", #"{"unit":"motor"}"#), Request("clear", #"{"unit":"all"}"#),
    Request("withdraw", #"{"nanolitres":1000000}"#),
    Request("fill", #"{"nanolitres":1000000,"mcg_per_ml":0}"#),
    Request("rinse"),
    Request("fill", #"{"nanolitres":20000000,"mcg_per_ml":1000,"drug":"morphine"}"#),
    Request("withdraw", #"{"nanolitres":1000000}"#), Request("rinse"),
    Request("fill", #"{"nanolitres":20000000,"mcg_per_ml":25,"drug":"ziconotide"}"#),
    Request("advance", #"{"milliseconds":864000000}"#), Request("reconcile"),
    Request("inject", #"{"nanograms":50000,"drug":"morphine"}"#), Request("patient"),
    Request("inject", #"{"nanograms":50000}"#), Request("explant"), Request("truth"),
    Request("implant", #"{"nanolitres":120000}"#), Request("explant", #"{"path":"X.body"}"#),
    Request("truth"), Request("implant", #"{"path":"X.body"}"#),
    Request("head", #"{"state":"near"}"#), Request("head", #"{"state":"place"}"#),
    Request("crash", #"{"point":"after-log","count":3,"state":"off"}"#), Request("truth"),
    Request("crash", #"{"point":"none"}"#), Request("snapshot", #"{"path":"X"}"#),
    Request("restore", #"{"path":"X"}"#),
    Request(
      "link_set",
      #"{"direction":"to-pump","seed":7,"loss_ppm":1,"duplicate_ppm":2,"reorder_ppm":3,"#
        + #""truncate_ppm":4,"burst_ppm":5,"burst_bytes":6,"flip_ppm":7,"merge_ppm":8,"#
        + #""split_ppm":9,"stall_ppm":10,"stall_ms":11,"latency_ms":12,"jitter_ms":13,"#
        + #""baud":9600}"#),
    Request("capture"), Request("capture_start", #"{"path":"X.pcapng"}"#),
    Request("link"), Request("capture"), Request("capture_stop"), Request("link_clear", "{}"),
    Request("usb"), Request("usb_unplug"), Request("usb_plug"), Request("link_clear"),
    Request("power", #"{"state":"off"}"#), Request("truth"), Request("power", #"{"state":"on"}"#),
    Request("follow", #"{"since":9007199254740991}"#), Request("quit"),
  ]

  @Test func `every method's requests and answers keep to the schema`() throws {
    let files = try TemporaryDirectory()
    let bench = try PumpBench(
      options: ["--patient", "responder:7", "--usb-testbed", files.file("bed")])
    var ledger = JSONLedger("control", PumpFirmwareSim.self)
    let socket = try BenchSocket(bench)
    for request in Self.requests {
      let line = request.line(bench.files.file("copy"))
      ledger.note(line, as: "request_\(request.method)", line)
      try socket.send([line])
      ledger.note(line, as: "answer_\(request.method)", try socket.receiveLine())
    }
    let faults = try ledger.faults()
    #expect(faults == "")
    #expect(Set(Self.requests.map(\.method)) == Set(BenchMethod.allCases.map(\.rawValue)))
    let shapes = try JSONSchemas.read("control")[dynamicMember: "$defs"].keys
    for kind in ["request_", "answer_"] {
      let named = shapes.filter { $0.hasPrefix(kind) }.map { String($0.dropFirst(kind.count)) }
      #expect(named.sorted() == BenchMethod.allCases.map(\.rawValue).sorted())
    }
  }

  @Test func `every error keeps to the schema, which has the codes there are and no other`() throws
  {
    let bench = try PumpBench()
    var ledger = JSONLedger("control", PumpFirmwareSim.self)
    let socket = try BenchSocket(bench)
    var codes: Set<Double> = []
    for line in [
      "nonsense", "{}", #"{"jsonrpc":"2.0","id":"x","method":3}"#,
      Request("fly").line(""), Request("advance").line(""),
      Request("fault", #"{"unit":"motor","kind":"leak"}"#).line(""),
    ] {
      try socket.send([line])
      let answer = try socket.receiveLine()
      ledger.note(line, as: "error", answer)
      codes.insert(try #require(JSON(answer).error.code.double))
    }
    let faults = try ledger.faults()
    #expect(faults == "")
    let shapes = try JSONSchemas.read("control")[dynamicMember: "$defs"]
    let listed = shapes.error_code.enum.elements.compactMap(\.double)
    #expect(Set(listed) == Set(BenchFailure.Code.allCases.map { Double($0.rawValue) }))
    // A disk that takes nothing is another test's.
    #expect(codes == Set(listed).subtracting([Double(BenchFailure.Code.notSaved.rawValue)]))
  }

  @Test func `what ctl asks for is a request of the schema`() throws {
    let bench = try StoppedBench()
    var ledger = JSONLedger("control", PumpFirmwareSim.self)
    var asked: Set<String> = []
    for words in [
      "truth", "faults", "reconcile", "patient", "patient --diary --days 3",
      "advance 3 days", "advance 3 days --until patient-calls", "events --since 2",
      "advance 3 days --until alarm:eri", "advance 3 days --until 06:00", "events --follow",
      "sample --every 1h --for 2h",
      "fault motor drift -20000 ppm --for 12h", "fault motor stall", "clear all",
      "withdraw 1 mL", "fill 5 mL --concentration drug-free", "power cycle", "head remove",
      "rinse", "fill 5 mL --concentration 1000 mcg/mL --drug morphine",
      "inject 50 mcg", "inject 50 mcg --drug ziconotide", "explant", "explant body", "implant",
      "implant body",
      "implant --new-catheter 0.12 mL", "implant --tip T4", "crash --at after-log --count 3",
      "crash --cancel",
      "snapshot copy", "restore copy",
      "link show", "link set --loss 1% --burst 1% --burst-length 8bytes --stall 2s --baud 9600",
      "link clear", "capture", "capture start line.pcapng", "capture stop", "usb", "usb unplug",
      "usb plug",
      "quit",
    ] {
      let line = try request(of: words, bench)
      let method = JSON(line).method.string ?? "none"
      asked.insert(method)
      ledger.note(words, as: "request_\(method)", line)
    }
    let faults = try ledger.faults()
    #expect(faults == "")
    #expect(asked == Set(BenchMethod.allCases.map(\.rawValue)))
  }

  /// What `ctl` sends for these words to a socket that says nothing and closes.
  private func request(of words: String, _ bench: StoppedBench) throws -> String {
    let path = bench.files.file("asked")
    let listener = try UnixListener(listeningAt: path)
    let arguments = ["ctl"] + words.split(separator: " ").map(String.init)
    let program = try bench.launch("PumpFirmwareSim", arguments + ["--control", path])
    var set = PollSet(capacity: 1)
    set.add(listener.fileDescriptor, .readable)
    try #require(try set.wait(timeoutMilliseconds: 300_000) > 0, "\(words) asks nothing")
    guard let connection = try listener.accept() else { throw BenchSocket.NoAnswer() }
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    set.removeAll()
    set.add(connection.fileDescriptor, .readable)
    while line.last != UInt8(ascii: "\n") {
      try #require(try set.wait(timeoutMilliseconds: 300_000) > 0, "\(words) says no line")
      guard case .bytes(let count) = try connection.read(into: &buffer) else { break }
      line += buffer.prefix(count)
    }
    program.send(SIGKILL)
    program.waitForEnd()
    return String(decoding: line.dropLast(), as: UTF8.self)
  }

  @Test func `what becomes of a port is told as the schema of events has it`() throws {
    var ledger = JSONLedger("control", PumpFirmwareSim.self)
    var changes: [ReturningPort.Change] = [.returned]
    do throws(SerialError) {
      _ = try SerialPort(opening: "/nowhere", exclusive: false)
    } catch {
      changes += [.lost(error), .unusable(error)]
    }
    #expect(changes.count == PortEventJSON.Event.allCases.count)
    for change in changes {
      let line = PortEventJSON(change, port: "/dev/ttyUSB0").line
      ledger.note("\(change)", as: "event", String(line.dropLast()))
    }
    let faults = try ledger.faults()
    #expect(faults == "")
  }
}
