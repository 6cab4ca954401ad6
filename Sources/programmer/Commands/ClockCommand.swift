import ArgumentParser
import ClinicText
import Handheld
import PumpText
import Quantities
import Telemetry

/// `programmer clock`.
struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "Read the pump's wall clock, or set it.",
    discussion: """
      A day schedule runs on this clock. Setting it forward leaves steps out, setting it back \
      repeats them; the pump does that only with --accept-shift. Periodic boluses, lockouts and \
      24-hour limits are counted on therapy time and do not move.

      The pump's log keeps why the clock was set. A clock that was never set, or was lost, needs \
      no reason, and a shift of up to 15 min is drift; anything more needs --reason.

      Examples:
        programmer clock
        programmer clock set now
        programmer clock set 2026-03-29 03:00 --reason daylight-saving \\
          --accept-shift
      """)

  @Argument(
    help: ArgumentHelp("Nothing to read it; or: set now; or: set DATE TIME."),
    completion: .list(["set"]))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "Why: set (never set, lost, wrong), drift, daylight-saving or travel.", valueName: "reason"))
  var reason: Choice<ClockReason>?

  @Flag(help: "Confirm that a running schedule repeats or leaves out steps.")
  var acceptShift = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    guard try wanted() == nil else { return }
    guard reason == nil && !acceptShift else {
      throw ValidationError("Say what to set the clock to: clock set now. Nothing was sent.")
    }
  }

  func run() throws {
    let wanted = try self.wanted()
    try Verb.run(port) { access in
      let flow = ClockFlow(access: access, given: change.consent)
      guard let wanted else { return try flow.read() }
      return try flow.set(wanted, reason: reason?.value, acceptsShift: acceptShift)
    }
  }

  private func wanted() throws -> WallClock? {
    if words.isEmpty { return nil }
    guard words.first == "set", words.count > 1 else {
      throw ValidationError("Write: clock, clock set now, or clock set 2026-03-02 08:00.")
    }
    let text = words.dropFirst().joined(separator: " ")
    return try ArgumentText.read { () throws(QuantityError) in
      try text == "now" ? HostClock.now() : QuantityWords.parseClock(text)
    }
  }
}
