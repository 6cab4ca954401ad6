import Foundation
import PumpText
import TestLimits
import TestSupport
import Testing

@testable import pump_bench

/// How `pump-bench` ends when nobody can read what it found, and with which codes.
@Suite(.limited)
struct BenchExitTests {
  private static let answers = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/ascon/hash256.txt").standardizedFileURL.path

  @Test(
    arguments: [
      "kat '\(answers)'", "damage --samples 1 --step 100000", "--only startup --sim /nowhere",
      "--only startup --sim /nowhere --json", "--help",
      "--generate-completion-script bash",
    ], [">/dev/full", ">&-"])
  func `a result that cannot be printed is no success`(words: String, redirection: String) {
    let ended = Shell.run("pump-bench", "\(words) \(redirection)")
    #expect(ended.code == ProgramExitStatus.io.rawValue, "\(ended)")
    #expect(
      words.hasPrefix("--help") || words.hasPrefix("--generate")
        || ended.words.contains("pump-bench: the result could not be"))
  }

  @Test func `what can be printed is, and every cause has the code of the one table`() {
    #expect(Shell.run("pump-bench", "kat '\(Self.answers)' >/dev/null").code == 0)
    for (words, exitStatus) in [
      ("kat /dev/null", .data), ("--only startup --sim /nowhere", .unavailable),
      ("nonsense", .usage),
    ] as [(String, ProgramExitStatus)] {
      let ended = Shell.run("pump-bench", "\(words) >/dev/null")
      #expect(ended.code == exitStatus.rawValue, "\(words): \(ended)")
    }
    #expect(BenchmarkError.Cause.wrong.exitCode == ProgramExitStatus.bug.rawValue)
    #expect(BenchmarkError.Cause.stopped.exitCode == 130)
  }
}
