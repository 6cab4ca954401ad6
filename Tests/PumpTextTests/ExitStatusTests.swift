import Foundation
import PumpText
import TestLimits
import Testing

/// The exit codes: a contract with scripts that decide whether to try again.
@Suite(.limited)
struct ExitStatusTests {
  @Test func `the codes are the ones scripts know, and none that a tool uses for itself`() {
    let codes: [(ProgramExitStatus, Int32)] = [
      (.done, 0), (.refused, 1), (.usage, 64), (.data, 65), (.unavailable, 69), (.bug, 70),
      (.untold, 73), (.io, 74), (.unknown, 75), (.protocolViolation, 76), (.configuration, 78),
    ]
    #expect(codes.map(\.0) == ProgramExitStatus.allCases)
    for (exitStatus, code) in codes { #expect(exitStatus.rawValue == code) }
    #expect(ProgramExitStatus.allCases.allSatisfy { ![77, 124, 137].contains($0.rawValue) })
  }

  @Test func `only the code for it says that the outcome is unknown, and two that it was done`() {
    for exitStatus in ProgramExitStatus.allCases {
      switch exitStatus.fate {
      case .carriedOut:
        #expect([.done, .untold].contains(exitStatus))
        #expect(exitStatus.name == "done")
      case .unknown: #expect(exitStatus == .unknown && exitStatus.name == "unknown")
      case .notCarriedOut: #expect(["refused", "failed"].contains(exitStatus.name))
      }
    }
  }

  @Test func `the README has every code with its sentence, and no other`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../README.md").standardizedFileURL
    let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
    let head = try #require(lines.firstIndex(of: "| code | meaning |"))
    let table = lines[(head + 2)...].prefix { $0.hasPrefix("|") }
    #expect(table == ProgramExitStatus.allCases.map { "| \($0.rawValue) | \($0.sentence) |" }[...])
    for exitStatus in ProgramExitStatus.allCases {
      #expect(ProgramExitStatus.list.contains("\(exitStatus.rawValue) \(exitStatus.sentence)"))
    }
  }

  @Test(arguments: [
    (["ctl", "advance", "-1 h"], "“-1 h” is negative"), (["advance", "-5"], "is negative"),
    (["advance", "-.5 h"], "is negative"), (["advance", "- 5 h"], "is negative"),
    (["advance", "-x h"], "neither an option nor a quantity"),
    (["advance", "--for", "-1h"], "is negative"),
  ])
  func `a word that begins with a minus and is no option is named`(words: [String], says: String) {
    #expect(SignedWords.complaint(words)?.contains(says) == true)
  }

  @Test(arguments: [[], [""], ["-"], ["--"], ["-h"], ["-y"], ["-yh"], ["--yes", "5 h"], ["5-6"]])
  func `options and quantities are no such words`(words: [String]) {
    #expect(SignedWords.complaint(words) == nil)
  }
}
