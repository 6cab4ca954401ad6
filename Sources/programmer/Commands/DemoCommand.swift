import ArgumentParser
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
      let bench = try DemoBench()
      defer { bench.close() }
      var visit = FollowUpVisit(bench)
      try visit.play()
      return nil
    }
  }
}
