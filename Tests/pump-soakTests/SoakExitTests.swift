import PumpText
import TestLimits
import TestSupport
import Testing

/// How `pump-soak` ends when nobody can read what it found.
@Suite(.limited)
struct SoakExitTests {
  @Test(
    arguments: [
      "--seed 1", "--seed 1 --trace", "--seed 1 --json", "--seeds 1..1", "--help",
      "--generate-completion-script bash",
    ],
    [">/dev/full", ">&-"])
  func `a result that cannot be printed is no success`(words: String, redirection: String) {
    let ended = Shell.run("pump-soak", "\(words) \(redirection)")
    #expect(ended.code == ProgramExitStatus.io.rawValue, "\(ended)")
    #expect(
      words.hasPrefix("--help") || words.hasPrefix("--generate")
        || ended.words.contains("pump-soak: the result could not be"))
  }

  @Test func `what can be printed is, and a wrong command line is usage`() {
    #expect(Shell.run("pump-soak", "--seed 1 >/dev/null").code == 0)
    #expect(Shell.run("pump-soak", "--seed x >/dev/null").code == ProgramExitStatus.usage.rawValue)
  }
}
