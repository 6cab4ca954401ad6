import ArgumentParser
import Handheld

/// `programmer transfer`.
struct TransferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: "Replace a pump: take all of its therapy over to the pump that follows it.",
    discussion: """
      --port and --card are those of the new pump, --from and --from-card those of the pump it \
      replaces. The old one is read, and its programme, day plans, patient bolus and low-reservoir \
      alarm are staged in the new one, read back and compared value by value. When you agree, the \
      old pump goes to its minimum rate and sounds an alarm, the new one commits, and the old one \
      stops. The new pump must be filled with the same drug and strength, know the catheter and be \
      at minimum rate. Its head and the old pump's must both be in place.

      However it is cut off, no two pumps give the whole therapy, and a patient who gets none \
      hears an alarm. Give the command again to go on where it ended.

      Example: programmer transfer --from /dev/ttyUSB0 --from-card old.card \\
        --port /dev/ttyUSB1 --card new.card
      """)

  @Option(
    help: ArgumentHelp("The port of the pump that is replaced.", valueName: "port"),
    completion: .port)
  var from: String

  @Option(
    help: ArgumentHelp("The implant card of the pump that is replaced.", valueName: "file"),
    completion: .file())
  var fromCard: String

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    let old = try PortOptions.address(from)
    if old == (try port.address()) {
      throw ValidationError(
        "--from and --port are the same port: a pump cannot replace itself. Nothing was sent.")
    }
  }

  func run() throws {
    try Verb.run(port) { new in
      var place = new.place
      place.address = try PortOptions.address(from)
      return try TransferFlow(
        from: PumpAccess(place: place, card: fromCard), to: new, given: consent.given(change),
        overridesSoftLimits: limits.overrideSoftLimits
      ).run()
    }
  }
}
