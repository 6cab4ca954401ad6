import Foundation
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Run with `PUMPLINK_WRITE_SPEC=1` to write the worked session into session.md anew.
@Suite(.limited)
struct WorkedSessionTests {
  private static let start = "<!-- worked session -->\n"
  private static let end = "<!-- end of worked session -->"

  private func rendered() -> String {
    var text = "\n"
    for (index, frame) in WorkedFrame.all().enumerated() {
      let way = frame.isFromProgrammer ? "programmer → pump" : "pump → programmer"
      text += "### \(index + 1). \(way): \(frame.spec.name)\n\n\(frame.step.story)\n\n"
      text += FrameExplanation(frame).lines.map { "    \($0)\n" }.joined() + "\n"
      if frame.spec.name == "sessionOffered" { text += keyTable() }
    }
    return text
  }

  /// What the keys of the session are made of, and what they are.
  private func keyTable() -> String {
    let role = WorkedSession.opening.role.rawValue
    let serial = "PLK-000417"
    let padding = [UInt8](repeating: 0, count: 12 - serial.utf8.count)
    let parts: [(String, [UInt8])] = [
      ("pairing key", WorkedSession.pairingKey.array), ("role: clinician", [role]),
      ("schema", littleEndian(WorkedSession.opening.schema)),
      ("serial: \(serial)", Array(serial.utf8) + padding),
      ("session", littleEndian(WorkedSession.offer.session)),
      ("programmer's nonce", WorkedSession.opening.nonce.array),
      ("pump's nonce", WorkedSession.offer.pumpNonce.array),
    ]
    var text = "Both ends know all of this, and derive from it:\n\n"
    var offset = 0
    for (name, bytes) in parts {
      text += row("\(offset)", bytes, name)
      offset += bytes.count
    }
    text += "\n" + row("up", WorkedSession.keys.up.array, "programmer → pump")
    return text + row("down", WorkedSession.keys.down.array, "pump → programmer") + "\n"
  }

  private func row(_ head: String, _ bytes: [UInt8], _ words: String) -> String {
    let digits = bytes.map { hex([$0]) }.joined(separator: " ")
    return "        " + head + String(repeating: " ", count: 6 - head.count) + digits
      + String(repeating: " ", count: 49 - digits.count) + words + "\n"
  }

  private func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func page() throws -> String { try Repository.text("protocol-spec/session.md") }

  @Test func `the worked session in session.md is what the encoder makes`() throws {
    let page = try page()
    let start = try #require(page.range(of: Self.start))
    let end = try #require(page.range(of: Self.end))
    if ProcessInfo.processInfo.environment["PUMPLINK_WRITE_SPEC"] == "1" {
      let path = Repository.root.appendingPathComponent("protocol-spec/session.md")
      let new = page.replacingCharacters(in: start.upperBound..<end.lowerBound, with: rendered())
      try Data(new.utf8).write(to: path)
      return
    }
    let written = page[start.upperBound..<end.lowerBound].split(separator: "\n")
    let expected = rendered().split(separator: "\n")
    let line = zip(written, expected).first { $0 != $1 }
    #expect(written == expected, "the first line that differs: \(String(describing: line))")
  }

  /// What a second implementation, which is told the pairing key and nothing else, hears.
  private struct Heard: Decodable {
    var message: String
    var request: UInt16
    var counter: UInt32?
    var text: String?
    var hex: String
    var input: String?
    var up: String?
    var down: String?
  }

  @Test func `a second implementation that has the pairing key hears the same session`() throws {
    let frames = WorkedFrame.all()
    let lines = frames.map { frame in
      "\(frame.isFromProgrammer ? "programmer" : "pump") \(hex(frame.wire))\n"
    }
    let outcome = try PythonTool.run(
      ["reference_seal.py", "listen", hex(WorkedSession.pairingKey.array)], input: lines.joined())
    try #require(outcome.status == 0, "\(outcome.errors)")
    let heard = try outcome.output.split(separator: "\n").map { line in
      try JSONDecoder().decode(Heard.self, from: Data(line.utf8))
    }
    try #require(heard.count == frames.count)
    for (heard, frame) in zip(heard, frames) {
      #expect(heard.message == frame.spec.name)
      #expect(heard.request == frame.step.id)
      #expect(heard.counter == frame.counter)
      // It read every field, laid it out and sealed it again, and came to the same bytes.
      #expect(heard.hex == hex(frame.wire), "\(frame.spec.name)")
      if frame.counter != nil { #expect(heard.text == hex(frame.message)) }
    }
    let offer = try #require(heard.first { $0.message == "sessionOffered" })
    #expect(offer.up == hex(WorkedSession.keys.up.array))
    #expect(offer.down == hex(WorkedSession.keys.down.array))
    // The bytes the page says the keys are made of.
    let page = try page()
    let start = try #require(page.range(of: Self.start)).upperBound
    let rows = page[start...].split(separator: "\n")
      .filter { $0.hasPrefix("        ") && $0.count > 63 }
    let input = rows.prefix(7).map { $0.dropFirst(14).prefix(49).filter { $0 != " " } }.joined()
    #expect(offer.input == input)
  }

  @Test func `the worked session decodes to what was said, in both directions`() throws {
    for listener in [Listener.pump, .host] {
      let frames = WorkedFrame.all().filter { $0.isFromProgrammer == (listener == .pump) }
      var sealing = SessionSeal(
        WorkedSession.keys, session: WorkedSession.offer.session,
        at: listener == .pump ? .pump : .programmer)
      let heard = listener.hears(frames.flatMap(\.wire), on: &sealing)
      let said = frames.map { frame in
        Delivery.message(
          MessageHeader(
            frame.counter == nil ? .open : .session(WorkedSession.offer.session),
            request: frame.step.id), frame.step.message)
      }
      #expect(heard == said)
      #expect(frames.count == 10)
    }
  }

  @Test func `every byte of the worked session is on the page once, in order`() throws {
    let page = try page()
    let start = try #require(page.range(of: Self.start))
    var found: [UInt8] = []
    // The bytes on the wire are the second column of the lines indented by four.
    for line in page[start.upperBound...].split(separator: "\n")
    where line.hasPrefix("    ") && !line.hasPrefix("     ") {
      found += bytes(hex: line.dropFirst(9).prefix(24).filter { $0 != " " })
    }
    #expect(found == WorkedFrame.all().flatMap(\.wire))
  }
}
