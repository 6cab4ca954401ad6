import ArgumentParser
import Handheld
import Telemetry

/// `programmer keys`.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Check the keys on the implant card, or change one.",
    discussion: """
      Whoever has the card has its keys. When a copy is lost, change the key of its role: the pump \
      then opens only to the card that was written anew. A key is never shown.

      Examples: programmer keys check
                programmer keys rotate --role patient
      """,
    subcommands: [CheckKeysCommand.self, RotateKeyCommand.self],
    defaultSubcommand: CheckKeysCommand.self)
}

/// `programmer keys check`.
struct CheckKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Open a session, and say which key of the card fitted.",
    discussion: "Example: programmer keys check")

  @Option(help: "Whose key.")
  var role = Choice(Role.clinician)

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(port) { access in
      let visit = try Visit.begin(access, role: role.value)
      defer { visit.end() }
      return KeysResult(checked: role.value, visit)
    }
  }
}

/// `programmer keys rotate`.
struct RotateKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Put a new key in place of one, in the pump and on the card.",
    discussion: """
      The new key is written to the card beside the old one, ordered, tried, and only then made \
      the card's only one. Whatever is cut off in between, the card opens the pump, and any later \
      visit brings the change to its end. It takes a clinician's session, also for the patient's \
      key.

      Example: programmer keys rotate --yes
      """)

  @Option(help: "Whose key.")
  var role = Choice(Role.clinician)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(port) { access in
      try KeyRotationFlow(access: access, role: role.value, yes: change.given).run()
    }
  }
}
