import Foundation
import TestLimits
import Testing

@testable import CommandEntry

/// What `--version` says.
@Suite(.limited)
struct ProgramVersionTests {
  @Test func `the version stands alone on the first line, for scripts`() {
    let lines = ProgramVersion.words.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
    let commit = ProgramVersion.commit ?? "unknown"
    #expect(lines.last == "commit \(commit)")
    #expect(commit.wholeMatch(of: /unknown|[0-9a-f]{12,}(-dirty)?/) != nil)
  }

  @Test func `the schema hash is that of the pages`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../protocol-spec/messages.md").standardizedFileURL
    let written = try #require(
      try String(contentsOf: page, encoding: .utf8).firstMatch(of: /\n    (0x[0-9A-F]{8})\n/))
    #expect(ProgramVersion.words.contains("\nprotocol 1.0, schema hash \(written.1)\n"))
  }
}
