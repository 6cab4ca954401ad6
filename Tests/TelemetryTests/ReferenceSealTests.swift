import Foundation
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The Swift sealing and the Python one, which shares nothing with it.
@Suite(.limited)
struct ReferenceSealTests {
  private func path(_ directory: String) -> String {
    Repository.root.appendingPathComponent("fixtures/\(directory)").path
  }

  @Test func `the Python Ascon gives the published outputs`() throws {
    let outcome = try PythonTool.run(["reference_seal.py", "vectors", path("ascon")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let count = AsconVector.aead128.count + AsconVector.cxof128.count
    #expect(outcome.output == "\(count) vectors, 0 faults\n")
  }

  @Test func `the fixtures are what the Python sealing writes`() throws {
    let outcome = try PythonTool.run(["reference_seal.py", "check", path("seal")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let count = SealSession.all.count + SealedFrame.all.count + BadSealedFrame.all.count
    #expect(outcome.output == "\(count) entries, 0 faults\n")
  }

  @Test(arguments: ["sessions.json", "good.json", "bad.json"])
  func `a fixture that was tampered with is found`(file: String) throws {
    let files = FileManager.default
    let copy = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.copyItem(atPath: path("seal"), toPath: copy.path)
    defer { try? files.removeItem(at: copy) }
    let changed = copy.appendingPathComponent(file)
    let text = try String(contentsOf: changed, encoding: .utf8)
    let place = try #require(text.range(of: "\"name\": \"", options: .backwards))
    try Data(text.replacingCharacters(in: place, with: "\"name\": \"x").utf8).write(to: changed)
    let outcome = try PythonTool.run(["reference_seal.py", "check", copy.path])
    #expect(outcome.status == 1 && outcome.output.hasSuffix(" 1 faults\n"))
  }

  private struct Order: Encodable {
    struct Session: Encodable {
      var pairingKey, role, serial, programmerNonce, pumpNonce: String
      var schema, session: UInt32
    }
    struct Frame: Encodable {
      var from, message: String
      var counter: UInt32
    }
    var session: Session
    var frames: [Frame]
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `random messages in a random session are sealed alike`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func block() -> AsconBlock { AsconBlock(low: random.next(), high: random.next()) }
    let (pairing, nonce) = (block(), block())
    let serial = "PLK-\(random.below(100_000_000))"
    let opening = OpenSession(
      role: random.once(in: 2) ? .patient : .clinician,
      schema: UInt32(truncatingIfNeeded: random.next()), nonce: nonce)
    let offer = SessionOffered(
      session: UInt32(truncatingIfNeeded: random.next() | 1), nonce: nonce, pumpNonce: block())
    let keys = SessionKeys(
      pairing: pairing, Handshake(opening, offer, serial: ShortText(text: serial)))
    var ends = [SessionSeal.End.programmer, .pump].map {
      SessionSeal(keys, session: offer.session, at: $0)
    }
    var order = Order(
      session: .init(
        pairingKey: hex(pairing.array), role: "\(opening.role)", serial: serial,
        programmerNonce: hex(nonce.array), pumpNonce: hex(offer.pumpNonce.array),
        schema: opening.schema, session: offer.session), frames: [])
    var wires = ""
    for spec in MessageSpec.current.messages {
      let end = spec.direction == .request ? 0 : 1
      ends[end].sent = UInt32(random.spread(upTo: UInt64(UInt32.max) - 1))
      let message = WireMessage(spec, WireValues(random: spec, using: &random))
      let id = UInt16(truncatingIfNeeded: random.next())
      let wire = message.sealed(id: id, on: &ends[end])
      wires += hex(wire) + "\n"
      let open = try content(message.wire(id: id))
      order.frames.append(
        .init(
          from: end == 0 ? "programmer" : "pump", message: hex(open.dropFirst()),
          counter: ends[end].sent))
    }
    let input = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
    let outcome = try PythonTool.run(["reference_seal.py", "seal"], input: input)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == wires, "seed \(seed)")
  }

  private func content(_ wire: [UInt8]) throws -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    try #require(decoder.next(wire.span, from: &position) == .frame)
    return decoder.content
  }
}
