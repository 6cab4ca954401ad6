import ArgumentParser
import Demo
import Handheld

/// `programmer demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play a follow-up visit with a pump of its own.",
    discussion: """
      Starts PumpFirmwareSim on a pty in a temporary directory, raises the dose, gives a bolus, \
      lets a day pass, compares what was delivered with what was programmed, and cleans up.

      Example: programmer demo
      """)

  func run() throws {
    try Verb.run(json: false) {
      let bench = try DemoBench { try VerbRun.show($0) }
      defer { bench.close() }
      var visit = FollowUpVisit(bench)
      do {
        try visit.play()
      } catch let end as DemoEnd {
        throw ExitCode(end.exitCode)
      }
      return nil
    }
  }
}
