import ArgumentParser
import BenchClient
import BenchControl
import PumpText
import Quantities

extension ControlCommand {
  /// `ctl sample`.
  struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let time pass and print the truth at equal intervals, a JSON object a line.",
      discussion: """
        The first line is the truth now, the last the one at the end. The pump's clock has to be \
        manual if nothing else is to move time meanwhile.

        Example: PumpFirmwareSim ctl sample --every 1 h --for 3 days > truth.jsonl
        """)

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("From one line to the next, for example 1 h.", valueName: "time"))
    var every: [String]

    @Option(
      name: .customLong("for"), parsing: .upToNextOption,
      help: ArgumentHelp("How long, for example 3 days.", valueName: "time"))
    var length: [String]

    @OptionGroup var options: Options

    func validate() throws { _ = try steps() }

    /// The lengths of the steps, in ms.
    private func steps() throws -> [UInt64] {
      let step = try ControlCommand.read(every, QuantityText.duration).rawValue
      let length = try ControlCommand.read(length, QuantityText.duration).rawValue
      guard step > 0 else { throw ValidationError("--every takes more than no time.") }
      guard length / step < 10_000_000 else {
        throw ValidationError("That would be more than ten million lines.")
      }
      let whole = Array(repeating: step, count: Int(length / step))
      return length.isMultiple(of: step) ? whole : whole + [length % step]
    }

    func run() throws {
      let client = try options.client()
      let steps = try steps()
      try CommandExit.reporting(json: options.json) {
        try client.request(.truth, json: true)
        for step in steps {
          try client.request(.advance(Milliseconds(rawValue: step)), json: true)
        }
      }
    }
  }
}
