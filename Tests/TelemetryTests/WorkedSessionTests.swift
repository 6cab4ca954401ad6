import Foundation
import Telemetry
import Testing

/// Run with `PUMPLINK_WRITE_SPEC=1` to write the worked session into session.md anew.
struct WorkedSessionTests {
  private static let start = "<!-- worked session -->\n"
  private static let end = "<!-- end of worked session -->"

  private func rendered() -> String {
    var text = "\n"
    for (index, step) in WorkedSession.steps().enumerated() {
      let spec = FrameExplanation.spec(of: step)
      let way = spec.direction == .request ? "programmer → pump" : "pump → programmer"
      text += "### \(index + 1). \(way): \(spec.name)\n\n\(step.story)\n\n"
      text += FrameExplanation(step).lines.map { "    \($0)\n" }.joined() + "\n"
    }
    return text
  }

  @Test func `the worked session in session.md is what the encoder makes`() throws {
    let page = try Repository.text("protocol-spec/session.md")
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

  @Test func `the worked session decodes to what was said, in both directions`() throws {
    for listener in [Listener.pump, .host] {
      let steps = WorkedSession.steps().filter { step in
        (FrameExplanation.spec(of: step).direction == .request) == (listener == .pump)
      }
      let heard = listener.hears(steps.flatMap { $0.message.wire($0.header) })
      #expect(heard == steps.map { .message($0.header, $0.message) })
      #expect(steps.count == 9)
    }
  }

  @Test func `every byte of the worked session is on the page once, in order`() throws {
    let page = try Repository.text("protocol-spec/session.md")
    let start = try #require(page.range(of: Self.start))
    var found: [UInt8] = []
    // The bytes on the wire are the second column of the indented lines.
    for line in page[start.upperBound...].split(separator: "\n") where line.hasPrefix("    ") {
      found += bytes(hex: line.dropFirst(9).prefix(24).filter { $0 != " " })
    }
    #expect(found == WorkedSession.steps().flatMap { $0.message.wire($0.header) })
  }
}
