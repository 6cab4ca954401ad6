import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// On whose behalf a request is made.
enum RoleName: String, CaseIterable, ExpressibleByArgument {
  case patient
  case clinician

  var role: Role {
    switch self {
    case .patient: .patient
    case .clinician: .clinician
    }
  }
}

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
  var role = RoleName.clinician

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port, role: role.role)
      let settings = try visit.interrogate().patientBolus
      let agreed = try visit.confirm(
        Self.preview(settings), question: "Ask for the bolus?", yes: change.yes)
      let done = try visit.order(.requestBolus, agreed)
      let bolus = settings.map {
        BolusJSON(
          dose_mcg: JSONUnits.micrograms($0.nanograms),
          duration_s: JSONUnits.seconds($0.milliseconds),
          remaining_mcg: done.after.map {
            JSONUnits.micrograms($0.status.bolusRemainingNanograms)
          },
          remaining_s: done.after.map { JSONUnits.seconds($0.bolusRemainingMilliseconds) })
      }
      return OrderResult(
        order: .patientBolus, done: done, bolus: bolus,
        sentence: "done: a patient bolus of \(PatientBolusWords.short(settings)) has begun")
    }
  }

  /// What a request comes to; the pump is asked also when it is off, for it counts what it denies.
  static func preview(_ settings: PatientBolus?) -> String {
    var preview = OrderPreview()
    preview.add("bolus", PatientBolusWords.short(settings))
    if let settings {
      let (lockout, most) = PatientBolusWords.limits(settings)
      preview.add("lockout", lockout)
      preview.add("maximum", most)
    }
    return preview.text
  }
}
