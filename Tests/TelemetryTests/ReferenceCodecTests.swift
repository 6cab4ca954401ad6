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

  @Test func `the tables of the specification are those of messages.json`() throws {
    let outcome = try PythonTool.run(["spec_tables.py", "--check"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }
}
