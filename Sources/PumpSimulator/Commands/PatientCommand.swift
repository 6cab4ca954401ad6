import ArgumentParser
import BenchControl
import Quantities

extension ControlCommand {
  /// `ctl patient`.
  struct PatientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "patient", abstract: "\(BenchMethod.patient.effect).",
      discussion: """
        Somebody is in the body when the pump was started with run --patient. Scores are Ashworth \
        (tone) and Penn (spasms), 0 to 4. The diary has a row for each day, with its worst; the \
        one that is not over has a *. Illustrative only, and never dosing advice.

        Examples:
          PumpFirmwareSim ctl patient
          PumpFirmwareSim ctl patient --days 30
        """)

    @Flag(help: "Show the diary, of the last \(Self.usualDays) days.")
    var diary = false

    @Option(
      help: ArgumentHelp(
        "Show so many days of it, up to \(BenchRequest.mostDays).", valueName: "n"))
    var days: UInt32?

    private static let usualDays: UInt32 = 14

    @OptionGroup var options: Options

    func validate() throws {
      guard let days else { return }
      guard days > 0, days <= BenchRequest.mostDays else {
        throw ValidationError("--days takes 1 to \(BenchRequest.mostDays).")
      }
    }

    func run() throws {
      try options.request(.patient(days: days ?? (diary ? Self.usualDays : 0)))
    }
  }
}
