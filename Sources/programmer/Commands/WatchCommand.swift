import ArgumentParser
import ClinicText
import Handheld
import Quantities

/// `programmer watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Watch what the pump does, live.",
    discussion: """
      It looks again and again, and leaves the port to others in between; it orders nothing and \
      records nothing. A pump that is unplugged, without power or in another program's hands is \
      waited for, and what is shown says how old it is.

      At a terminal it fills the screen, and the keys stand on the last line; elsewhere it prints \
      what it sees whenever that changes, and with --json each look as one object on a line, of \
      the keys of interrogate.

      Examples:
        programmer watch
        programmer watch --every 10s --json
      """)

  @Option(help: ArgumentHelp("How far looks are apart, from 0.2 s to 60 min.", valueName: "time"))
  var every = "2 s"

  @OptionGroup var port: PortOptions

  func validate() throws {
    _ = try pause()
    if port.archive != nil {
      throw ValidationError("It records nothing; leave out --archive. Nothing was sent.")
    }
  }

  private func pause() throws -> Milliseconds { try ArgumentText.read([every], PumpWatch.pause) }

  func run() throws {
    try Verb.run(port) { access in
      var place = access.place
      // A row in the archive for each look would bury the visits.
      place.archive = nil
      var watch = PumpWatch(
        PumpAccess(place: place, card: access.card), every: try pause(),
        form: port.json ? .json : .words)
      try watch.run()
      return nil
    }
  }
}
