import ArgumentParser

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
      measured is missing, the rest is printed; 70 a bug; 74 I/O; 130 stopped by a signal.
      """,
    subcommands: [
      MeasureCommand.self, OnceCommand.self, KatCommand.self, DamageCommand.self,
    ],
    defaultSubcommand: MeasureCommand.self)
}
