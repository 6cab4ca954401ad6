import ArgumentParser
import Clinic
import Handheld
import PumpText

/// `programmer replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Ask a pump what a capture asks, and compare the answers.",
    discussion: """
      What the programmer of the capture asked is asked again, in a session of its own with the \
      pump at the port, up to the first answer that is not as recorded: recorded frames \
      themselves open nothing. What is sealed in the capture is opened by --card or by --opened-by.

      Clocks, session numbers, nonces, counters and what flows by itself are another each time and \
      are not held, unless with --strict. The exit code is 1 when an answer differs.

      A capture with orders is refused: they would change the therapy of this pump. --readings \
      leaves them out; --orders gives them, as if each were answered with yes. A step that a yes \
      cannot confirm takes --confirm-total as everywhere, and what goes beyond a soft limit \
      --override-soft-limits.

      Examples:
        programmer replay visit.pcapng
        programmer replay visit.pcapng --readings --strict
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "A key log that opens the capture, where the card does not.", valueName: "file"),
    completion: .file())
  var openedBy: String?

  @Flag(help: "Leave the orders out.")
  var readings = false

  @Flag(help: "Give the orders too: they change this pump's therapy.")
  var orders = false

  @Flag(help: "Hold the fields that are another each time as well.")
  var strict = false

  @OptionGroup var port: PortOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if readings, orders {
      throw ValidationError("--readings and --orders exclude each other. Nothing was sent.")
    }
    if !orders, !consent.confirmTotal.isEmpty || limits.overrideSoftLimits {
      throw ValidationError("Only --orders gives what needs a consent. Nothing was sent.")
    }
  }

  func run() throws {
    var isDifferent = false
    try Verb.run(port) { access in
      let result = try ReplayFlow(
        access: access, file: file, keyLog: openedBy, orders: wanted(), isStrict: strict
      ).run()
      isDifferent = result.difference != nil
      if isDifferent, result.ordersGiven > 0 { VerbState.recordIsIncomplete() }
      return result
    }
    if isDifferent { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  private func wanted() throws -> ReplayFlow.Orders {
    if readings { return .played(.leftOut) }
    guard orders else { return .refused }
    return .played(
      .given(
        try consent.given(yes: Yes(by: "option --orders")),
        overridesSoftLimits: limits.overrideSoftLimits))
  }
}
