import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText

/// `programmer dose`.
struct DoseCommand: ProgrammeChangeVerb {
  static let configuration = CommandConfiguration(
    commandName: "dose",
    abstract: "Change to simple continuous infusion of a dose, or to minimum rate.",
    discussion: """
      The programme is staged in the pump, read back, shown next to the one that runs, and \
      committed when confirmed. Until the commit is stored the old programme runs on. A periodic \
      bolus on top belongs to the programme: without --periodic there is none.

      Without --indication the change is held against the indication of the patient who has the \
      pump by the archive. --from-trial gives the dose that the patient's screening trial leads \
      to; the archive must have the pump as that patient's.

      Examples:
        programmer dose 110 mcg/day
        programmer dose --from-trial P-018
        programmer dose minimum-rate
        programmer dose 110 mcg/day \\
          --periodic "10 mcg over 5 min every 6 h, first at 08:00"
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 110 mcg/day; or minimum-rate.", valueName: "dose"),
    completion: .list(["minimum-rate"]))
  var dose: [String] = []

  @Option(
    help: ArgumentHelp(
      "The dose that the trial of this patient leads to, in place of one that is typed.",
      valueName: "code"))
  var fromTrial: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Boluses on top, for example “\(PeriodicText.example), first after 2 h”.",
      valueName: "bolus"))
  var periodic: [String] = []

  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    if try trial() == nil { _ = try wanted() }
  }

  func run() throws {
    let code = try trial()
    try run { access, change in
      guard let code else { return try change(.programme(try wanted())) }
      let dose = try TrialStart.dose(of: code, archive: port.archivePath, card: access.card)
      return try change(.programme(ProgrammeWanted(dose: dose, periodic: nil)))
    }
  }

  /// Whose trial gives the dose; `nil` where the dose is typed.
  private func trial() throws -> String? {
    guard let fromTrial else { return nil }
    guard dose.isEmpty && periodic.isEmpty else {
      throw ValidationError(
        "--from-trial gives the dose; type none, and no --periodic. Nothing was sent.")
    }
    guard port.archivePath != nil else {
      throw ValidationError(
        "--from-trial reads the archive; it excludes --no-archive. Nothing was sent.")
    }
    return try ArgumentText.read { () throws(QuantityError) in try RecordText.code(fromTrial) }
  }

  private func wanted() throws -> ProgrammeWanted {
    guard !dose.isEmpty else {
      throw ValidationError(
        "Give the dose, for example 110 mcg/day, or --from-trial. Nothing was sent.")
    }
    return try ArgumentText.read { () throws(QuantityError) in
      try ProgrammeWanted(dose.joined(separator: " "), periodic: periodic.joined(separator: " "))
    }
  }
}
