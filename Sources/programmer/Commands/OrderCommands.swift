import ArgumentParser
import Clinic

/// `programmer stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop all delivery. A running bolus or prime is given up; a bridge waits.",
    discussion: """
      A sudden stop of intrathecal baclofen can kill, and a pump that is stopped sounds no alarm \
      for two days. `programmer dose minimum-rate` gives next to no drug and keeps the catheter \
      open; `programmer resume` undoes a stop.

      Example: programmer stop
      """)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws { try Verb.order(.stop, port, change.consent) }
}

/// `programmer resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Resume delivery of the committed programme.",
    discussion: """
      A bridge that waits goes on first, and the programme after it. A pump whose therapy went \
      over to another by `programmer transfer`, or may have, as far as the archive knows, is not \
      resumed: two pumps would give the patient the therapy twice.

      Example: programmer resume
      """)

  @Flag(help: "Resume it although its therapy went over to another pump, which gives nothing.")
  var despiteTransfer = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.order(
      .resume, port, try consent.given(change), despiteTransfer: despiteTransfer)
  }
}
