import ArgumentParser
import CommandEntry

/// The project's figures, each measured next to what it is compared with.
@main
struct PumpBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pump-bench",
    abstract: "Measure PumpLink, hold its Ascon against published answers, or damage frames.",
    discussion: """
      Without a subcommand it measures: `pump-bench --only life` is `pump-bench measure --only \
      life`.

      Exit codes: 0 done; 1 an answer is wrong; 64 usage; 65 bad file; 69 a program that was to be \
      measured is missing, the rest is printed; 70 a bug; 74 I/O, or the result could not be \
      printed; 130 stopped by a signal.
      """,
    subcommands: [
      MeasureCommand.self, OnceCommand.self, KatCommand.self, DamageCommand.self,
      BoardCommand.self,
    ],
    defaultSubcommand: MeasureCommand.self)

  static func main() { CommandEntry.begin(Self.self) }

  /// Prints a result; what cannot be printed ends the program.
  static func print(_ result: String, json: Bool = false) throws {
    try CommandEntry.print(result, json: json, as: "pump-bench")
  }
}
