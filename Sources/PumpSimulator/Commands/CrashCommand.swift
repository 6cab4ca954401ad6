import ArgumentParser
import BenchControl
import Console

extension ControlCommand {
  /// `ctl crash`.
  struct Crash: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.crash.effect).",
      discussion: """
        A record is written for every order, before it is in force and answered; entries of the \
        log follow it into the ring. With no option the pump has power again at once and starts \
        on its memory. The world is the bench's: there only --kill can strike. Writes that come by \
        themselves, with strokes and with time, count too; on a pump with --clock manual there are \
        none between two commands. A torn write is one of which a part is done.

        Examples:
          PumpFirmwareSim ctl crash --at after-record
          PumpFirmwareSim ctl crash --at torn-log --count 3 --off
          PumpFirmwareSim ctl crash --at before-world --kill
          PumpFirmwareSim ctl crash --cancel
        """)

    @Option(
      help: ArgumentHelp("Where: \(Self.places).", valueName: "place"),
      completion: .list(CrashPlace.allCases.map(\.rawValue)))
    var at: String?

    @Option(help: ArgumentHelp("At the Nth such write from now.", valueName: "number"))
    var count: UInt32 = 1

    @Flag(help: "The power stays away until `ctl power on`.")
    var off = false

    @Flag(help: "The simulator is killed, as by kill -9.")
    var kill = false

    @Flag(help: "Plan no crash after all.")
    var cancel = false

    @OptionGroup var options: Options

    private static let places = CrashPlace.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
      if cancel != (at == nil) { throw ValidationError("Give --at or --cancel, one of them.") }
      if off && kill { throw ValidationError("Give --off or --kill, not both.") }
      if count == 0 { throw ValidationError("--count takes 1 or more.") }
      guard let at, CrashPlace(rawValue: at) == nil else { return }
      throw ValidationError("“\(at.shown)” is no place for a crash; they are \(Self.places).")
    }

    func run() throws {
      let kind: ArmedCrash.Kind = kill ? .kill : off ? .off : .cycle
      let place = at.flatMap { CrashPlace(rawValue: $0) }
      try options.request(
        .crash(place.map { ArmedCrash(place: $0, kind: kind, count: count) }))
    }
  }
}
