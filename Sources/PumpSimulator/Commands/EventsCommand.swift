import ArgumentParser
import BenchClient
import BenchControl
import CommandEntry
import PumpText
import SerialLink
import VerbOutput

extension ControlCommand {
  /// `ctl events`.
  struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What happened since the pump was started, a JSON object a line.",
      discussion: """
        Alarms that are heard, entries of the pump's log (orders carried out, programmes, steps, \
        boluses begun and ended), faults, power, head, line, calls of a patient, and what a bench \
        does by hand. The newest \(EventJournal.usual) are kept; a first line says how many are \
        not. With --follow what happens is told as it does, until Ctrl-C, until nobody reads it \
        any more, or until the pump ends: exit code 0 when that was told to, 74 when it died. A \
        follower that does not read for long is let go, with a line that says so.

        Examples:
          PumpFirmwareSim ctl events
          PumpFirmwareSim ctl events --follow --new
        """)

    @Flag(help: "Go on with what happens, as it does, until the pump ends.")
    var follow = false

    @Option(
      help: ArgumentHelp("Begin with the event of this number, from 1.", valueName: "number"))
    var since: UInt64?

    @Flag(help: "Leave out what happened before; with --follow only.")
    var new = false

    @OptionGroup var options: Options

    func validate() throws {
      if new, !follow { throw ValidationError("--new is for --follow: nothing else is new.") }
      if new, since != nil { throw ValidationError("Give one of --since and --new.") }
    }

    func run() throws {
      let client = try options.client()
      try CommandExit.reporting(json: options.json) {
        let first = new ? UInt64.max : since ?? 0
        if follow {
          let signals = try SignalPipe()
          try client.follow(since: first, signals) { try Self.print($0, client) }
        } else if case .events(let past) = try client.ask(.events(since: first)) {
          for event in past.events { guard try Self.print(event, client) else { return } }
        }
      }
    }

    /// Prints an event; false when whoever read has gone.
    private static func print(_ event: EventAnswer, _ client: ControlClient) throws -> Bool {
      let line = try JSONText.line(event.tree)
      do throws(SerialError) {
        try StandardStreams.print(json: line)
      } catch {
        if error.kind == .unplugged { return false }
        throw client.judged(.io, "the event could not be printed: \(error.description)")
      }
      return true
    }
  }
}
