import Foundation
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The Swift codec and the Python one, which shares nothing with it but messages.json.
@Suite(.limited)
struct ReferenceCodecTests {
  private var fixtures: URL { Repository.root.appendingPathComponent("fixtures/frames") }

  @Test func `the Python codec agrees with every fixture`() throws {
    let outcome = try PythonTool.run(["reference_codec.py", "check", fixtures.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let counts = "\(GoodFrame.all.count) valid frames, \(BadStream.all.count) invalid streams"
    #expect(outcome.output == "\(counts), 0 faults\n")
  }

  @Test(arguments: ["good.json", "bad.json"])
  func `the Python codec finds a fixture that was tampered with`(file: String) throws {
    let files = FileManager.default
    let copy = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.copyItem(at: fixtures, to: copy)
    defer { try? files.removeItem(at: copy) }
    let path = copy.appendingPathComponent(file)
    let text = try String(contentsOf: path, encoding: .utf8)
    let place = try #require(text.range(of: "\"hex\": \"00", options: .backwards))
    let changed = text.replacingCharacters(in: place, with: "\"hex\": \"0001")
    try Data(changed.utf8).write(to: path)
    let outcome = try PythonTool.run(["reference_codec.py", "check", copy.path])
    #expect(outcome.status == 1)
    #expect(outcome.output.hasSuffix(" 1 faults\n") || outcome.output.hasSuffix(" 2 faults\n"))
  }

  @Test func `a field that a message gets comes into its fixtures, the invalid ones too`() throws {
    let files = FileManager.default
    let copy = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? files.removeItem(at: copy) }
    let spec = copy.appendingPathComponent("protocol-spec")
    let frames = copy.appendingPathComponent("frames")
    try files.createDirectory(at: spec, withIntermediateDirectories: true)
    try files.copyItem(at: fixtures, to: frames)
    for name in ["tools", "messages.json"] {
      try files.copyItem(
        at: Repository.root.appendingPathComponent("protocol-spec/\(name)"),
        to: spec.appendingPathComponent(name))
    }
    // In the middle of a status, which an interrogation has in its own middle.
    let path = spec.appendingPathComponent("messages.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    let next = try #require(text.range(of: #"{"name": "batteryPercent""#))
    let field = #"{"name": "spare", "type": "u8", "unit": "%", "min": 7, "text": "A test's."}, "#
    try Data(text.replacingCharacters(in: next.lowerBound..<next.lowerBound, with: field).utf8)
      .write(to: path)

    let stale = try PythonTool.run(["reference_codec.py", "check", frames.path], of: copy)
    #expect(stale.status == 1)
    let written = try PythonTool.run(["reference_codec.py", "write", frames.path], of: copy)
    #expect(written.status == 0, "\(written.errors)")
    let outcome = try PythonTool.run(["reference_codec.py", "check", frames.path], of: copy)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let good = try String(
      contentsOf: frames.appendingPathComponent("good.json"), encoding: .utf8)
    #expect(good.contains("\"spare\": 7") && good.contains("\"status.spare\": 7"))
  }

  @Test(arguments: [Listener.pump, .host])
  func `random messages of the Swift encoder pass through the Python codec unchanged`(
    listener: Listener
  ) throws {
    let seed: UInt64 = 0x9A7
    var random = SplitMix64(seed: seed)
    var lines: [String] = []
    for spec in MessageSpec.current.messages
    where (spec.direction == .request) == (listener == .pump) {
      for _ in 0..<100 {
        let message = WireMessage(spec, WireValues(random: spec, using: &random))
        lines.append(hex(message.wire(id: UInt16(truncatingIfNeeded: random.next()))))
      }
    }
    let input = lines.map { $0 + "\n" }.joined()
    let outcome = try PythonTool.run(
      ["reference_codec.py", "reencode", listener.rawValue], input: input)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let differing = zip(lines, outcome.output.split(separator: "\n")).first { $0 != $1 }
    #expect(outcome.output == input, "seed \(seed): \(String(describing: differing))")
  }

  @Test func `the Swift that is made from messages.json is up to date`() throws {
    let outcome = try PythonTool.run(["swift_messages.py", "--check"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test func `the Python that is made from messages.json is up to date`() throws {
    let outcome = try PythonTool.run(["python_messages.py", "--check"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test func `the Wireshark dissector that is made from messages.json is up to date`() throws {
    let outcome = try PythonTool.run(["wireshark_dissector.py", "--check"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test func `the tables of the specification are those of messages.json`() throws {
    let outcome = try PythonTool.run(["spec_tables.py", "--check"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }
}
