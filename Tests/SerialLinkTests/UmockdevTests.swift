import Glibc
import TestLimits
import Testing

/// Runs `MockedPortTests` where they belong: in this same program, started once more in a mocked
/// device tree. Needs umockdev and its Python bindings, and fails without them.
@Suite(.limited, .serialized)
struct UmockdevTests {
  private var fixtures: String {
    let directory = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(directory)/Fixtures"
  }

  @Test func `ports are found and opened in a mocked device tree`() throws {
    expectPassed(
      Shell.run(
        "umockdev-run -d '\(fixtures)/cp210x.umockdev' -- \(inner("MockedPortTests"))"),
      tests: 5)
  }

  @Test(arguments: [("hotplug.py", "MockedHotplugTests"), ("replug.py", "MockedReplugTests")])
  func `plugging in and pulling out are noticed`(script: String, suite: String) throws {
    let directory = TemporaryDirectory()
    expectPassed(
      Shell.run(
        """
        umockdev-wrapper /usr/bin/python3 '\(fixtures)/\(script)' \
        '\(fixtures)/cp210x.umockdev' '\(directory.file("ready"))' \(inner(suite))
        """),
      tests: 1)
  }

  private func inner(_ suite: String) -> String {
    // Not /proc/self, which is whoever asks.
    "/proc/\(getpid())/exe --testing-library swift-testing --filter \(suite)"
  }

  private func expectPassed(_ outcome: Shell.Outcome, tests: Int) {
    #expect(
      outcome.status != 127,
      "umockdev is not installed (umockdev, gir1.2-umockdev-1.0, python3-gi)")
    let expected = "Test run with \(tests) test\(tests == 1 ? "" : "s") in 1 suite passed"
    #expect(outcome.status == 0 && outcome.output.contains(expected), "\(outcome.output)")
  }
}
