import ArgumentParser
import Clinic
import ClinicText
import Handheld
import Telemetry

/// `programmer identify`.
struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify", abstract: "Ask the pump who it is. Needs no card.",
    discussion: "Example: programmer identify --port tcp://127.0.0.1:5900")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(json: port.json) {
      let visit = try Visit(identifying: port)
      return IdentityResult(visit.identity)
    }
  }
}

/// `programmer interrogate`.
struct InterrogateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interrogate", abstract: "Read everything a clinician reviews.",
    discussion: "Example: programmer interrogate --json")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationResult.run(port, isFull: true)
  }
}

/// `programmer status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Read what the pump is doing now.",
    discussion: "Example: programmer status")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationResult.run(port, isFull: false)
  }
}

/// `programmer handset`.
struct HandsetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handset", abstract: "Show what the patient's own handset does, in plain words.",
    discussion: """
      It opens a session with the patient's key of the card and tells what the pump does, whether \
      an extra dose can be asked for and else when and why not, how many are left, and what the \
      alarms mean. It shows no dose, and changes nothing.

      Example: programmer handset
      """)

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port, role: .patient) { visit in HandsetResult(try visit.handset()) }
  }
}

/// `programmer therapy`.
struct TherapyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "therapy", abstract: "Read the programme of infusion.",
    discussion: "Example: programmer therapy")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { visit in
      return try visit.therapyResult()
    }
  }
}

extension InterrogationResult {
  /// A visit that only reads.
  fileprivate static func run(_ port: PortOptions, isFull: Bool) throws {
    try Verb.read(port) { visit in
      let body = try visit.interrogate()
      // Its own doses are in the interrogation; those of the other modes take one more question.
      let report =
        body.therapy.mode == .simpleContinuous && body.therapy.periodic == nil
        ? nil : try? visit.therapy()
      // A pump without its memory knows of no catheter.
      let catheter = try? visit.catheter()
      return InterrogationResult(
        body: body, running: try visit.foretell(body), therapy: report, catheter: catheter,
        isFull: isFull, drugs: visit.drugs, face: .commandLine)
    }
  }
}
