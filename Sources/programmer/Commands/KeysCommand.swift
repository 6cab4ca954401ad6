import ArgumentParser
import Handheld
import ProgrammerSession
import PumpText
import Telemetry
import VerbOutput

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
  var role = RoleName.clinician

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(port) { access in
      let visit = try Visit.begin(access, role: role.role)
      defer { visit.end() }
      let isNew = visit.connection.session.keyInUse == .pending
      let pump = PumpJSON(visit.identity)
      let what =
        isNew
        ? "the new \(role.rawValue)'s key on the card, which was pending,"
        : "the \(role.rawValue)'s key on the card"
      return KeysResult(
        role: role.role, pump: pump, isNew: isNew,
        isPending: visit.connection.card?.hasPending(role.role) == true, outcome: .read,
        words: "\(what) opens \(pump.model) \(pump.serial)\n")
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
  var role = RoleName.clinician

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(port) { access in
      let (pump, isPending) = try KeyRotationFlow(
        access: access, role: role.role, yes: change.given
      ).run()
      let card = isPending ? "on the card it still counts as pending" : "and so has the card"
      return KeysResult(
        role: role.role, pump: PumpJSON(pump), isNew: true, isPending: isPending,
        outcome: .done,
        words: "done: \(pump.model.string) \(pump.serial.string) has a new \(role.rawValue)'s key, "
          + "\(card); copies of the card from before no longer open it\n")
    }
  }
}
