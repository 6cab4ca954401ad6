import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// `programmer dose`.
struct DoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose",
    abstract: "Change to simple continuous infusion of a dose, or to minimum rate.",
    discussion: """
      The programme is staged in the pump, read back, shown next to the one that runs, and \
      committed when confirmed. Until the commit is stored the old programme runs on. A periodic \
      bolus on top belongs to the programme: without --periodic there is none.

      Examples:
        programmer dose 110 mcg/day
        programmer dose minimum-rate
        programmer dose 110 mcg/day \\
          --periodic "10 mcg over 5 min every 6 h, first at 08:00"
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 110 mcg/day; or minimum-rate.", valueName: "dose"))
  var dose: [String]

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Boluses on top, for example “\(PeriodicText.example), first after 2 h”.",
      valueName: "bolus"))
  var periodic: [String] = []

  @OptionGroup var options: ProgrammeChangeOptions

  func validate() throws { _ = try wanted() }

  func run() throws { try options.change(to: try wanted()) }

  private func wanted() throws -> ProgrammeWanted {
    try ArgumentText.read { () throws(QuantityError) in
      try ProgrammeWanted(dose.joined(separator: " "), periodic: periodic.joined(separator: " "))
    }
  }
}
