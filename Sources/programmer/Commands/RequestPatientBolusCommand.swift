import ArgumentParser
import Clinic
import Telemetry

/// `programmer patient-bolus request`.
struct RequestPatientBolusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Ask for a patient bolus now, as the patient does with his own handset.",
    discussion: """
      The pump decides: it gives the bolus, or refuses because of the lockout, the maximum of a \
      day, an alarm or a limit. What it refuses it counts.

      Example: programmer patient-bolus request
      """)

  @Option(help: "On whose behalf the session is opened.")
  var role = Choice(Role.clinician)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws { try Verb.order(.requestBolus, port, change.consent, role: role.value) }
}
