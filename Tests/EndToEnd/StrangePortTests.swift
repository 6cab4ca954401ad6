import Telemetry
import TestLimits
import TestSupport
import Testing

/// Ports with something behind them that is no pump: the programmer says so, and ends by itself.
@Suite(.waiting, .limited, .serialized)
struct StrangePortTests {
  private let bench: PumpBench
  private let link: String

  init() throws {
    bench = try PumpBench()
    link = bench.files.file("strange")
  }

  @Test func `silence`() throws {
    try expectNoPump(FakePort(at: link), "nothing answers")
  }

  @Test func `an echo`() throws {
    try expectNoPump(FakePort(at: link) { $0 }, "our own bytes come back")
  }

  @Test func `a line of text`() throws {
    let port = FakePort(at: link) { _ in Array("login: \r\n".utf8) }
    try expectNoPump(port, "no frames of this protocol")
  }

  @Test func `endless garbage`() throws {
    var random = SplitMix64(seed: 11)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try expectNoPump(FakePort(at: link, noise: noise), "no frames of this protocol")
  }

  @Test func `endless delimiters`() throws {
    let port = FakePort(at: link, noise: [UInt8](repeating: 0, count: 4096))
    try expectNoPump(port, "no frames of this protocol")
  }

  @Test func `a pump that answers something else`() throws {
    let port = FakePort(at: link) { Self.identity(answering: $0, idOffset: 1, schema: Schema.hash) }
    try expectNoPump(port, "only answers to other requests")
  }

  @Test func `a pump of another make`() throws {
    let port = FakePort(at: link) { Self.identity(answering: $0, idOffset: 0, schema: 0xBAD) }
    let finished = try bench.programmer("dose 110 mcg/day --yes --port \(link)")
    #expect(finished.code == 76, "\(finished)")
    #expect(finished.errors.contains("built for different message layouts"))
    #expect(finished.json.exit_code == 76)
    withExtendedLifetime(port) {}
  }

  private func expectNoPump(_ port: FakePort, _ words: String) throws {
    let finished = try bench.programmer("dose 110 mcg/day --yes --port \(link)")
    #expect(finished.code == 69, "\(finished)")
    for words in [words, "Nothing was changed", "programmer ports"] {
      #expect(finished.errors.contains(words), "\(finished)")
    }
    #expect(finished.json.outcome == "failed")
    withExtendedLifetime(port) {}
  }

  /// The answer of a pump to the requests in some bytes, under their id plus an offset.
  private static func identity(answering bytes: [UInt8], idOffset: UInt16, schema: UInt32)
    -> [UInt8]
  {
    guard let id = Splitter.decoded(bytes, { try? $0.request().0.request }),
      let model = ShortText<8>(Array("PL-40".utf8).span),
      let serial = ShortText<12>(Array("STRANGE".utf8).span)
    else { return [] }
    var identity = Identity(
      model: model, serial: serial, firmware: FirmwareVersion(major: 1, minor: 0, patch: 0))
    identity.schema = schema
    var frame = WireBuffer()
    frame.encode(Reply.identity(identity), id: id + idOffset)
    return frame.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}
