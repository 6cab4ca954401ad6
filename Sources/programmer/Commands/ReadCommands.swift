import ArgumentParser
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
    try Verb.read(port) { try $0.review(isFull: true) }
  }
}

/// `programmer status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Read what the pump is doing now.",
    discussion: "Example: programmer status")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { try $0.review(isFull: false) }
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
    try Verb.read(port, role: .patient) { HandsetResult(try $0.handset()) }
  }
}

/// `programmer therapy`.
struct TherapyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "therapy", abstract: "Read the programme of infusion.",
    discussion: "Example: programmer therapy")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { try $0.therapyResult() }
  }
}
