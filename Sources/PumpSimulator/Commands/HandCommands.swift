import ArgumentParser
import BenchControl
import FoundationEssentials
import PumpText
import PumpWorld

extension PowerSwitch: ExpressibleByArgument {}

extension HeadPlace: ExpressibleByArgument {
  /// The place of a name, or of what a hand does to get there; `nil` when it is none.
  public init?(argument: String) { self.init(name: argument) }

  /// All that the pump takes for a place, from the table of its methods.
  public static var allValueStrings: [String] { BenchMethod.head.words(of: "state") }
}

/// What a person does to the pump with a switch, or a programming head.
extension ControlCommand {
  /// `ctl power`.
  struct Power: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.power.effect).",
      discussion: """
        Without power nothing is delivered or answered, and time goes on. With power the pump \
        starts on its memory. cycle is off and on at once.

        Example: PumpFirmwareSim ctl power off
        """)

    @Argument(help: "\(BenchMethod.power.choices(of: "state")).")
    var state: PowerSwitch

    @OptionGroup var options: Options

    func run() throws { try options.request(.power(state)) }
  }

  /// `ctl head`.
  struct Head: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.head.effect).",
      discussion: """
        In contact with the skin its field powers the pump's answers. Near it bytes pass too, but \
        each answer costs the pump's battery 0.1 mJ, strangers get few of them, and there is no \
        emergency. Away no byte passes, either way; the pump goes on.

        place is contact, and remove is away.

        Example: PumpFirmwareSim ctl head near
        """)

    @Argument(help: "\(BenchMethod.head.choices(of: "state")).")
    var state: HeadPlace

    @OptionGroup var options: Options

    func run() throws { try options.request(.head(state)) }
  }

  /// `ctl snapshot`.
  struct Snapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.snapshot.effect).",
      discussion: """
        The file is a state file: `run --state` takes it as well as `ctl restore`. The pump's keys \
        are in it, so only its owner may read it.

        Example: PumpFirmwareSim ctl snapshot before-mri.state
        """)

    @Argument(
      help: ArgumentHelp("The file, which is not there yet.", valueName: "file"),
      completion: .file())
    var file: String

    @OptionGroup var options: Options

    func run() throws {
      try options.request(.snapshot(path: ControlCommand.absolute(file)))
    }
  }

  /// `ctl restore`.
  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.restore.effect).",
      discussion: """
        The pump starts anew on the memory of the snapshot, so a session with it is over, and no \
        recorded one can be replayed. It knows nothing of what came after the snapshot: an order \
        done since is not, and a key changed since is the old one. A programmer's archive does \
        know, so `programmer log --verify` fails from here on: two entries of the log have the \
        same number. A snapshot with something beyond a hard limit of the profile is refused, and \
        the pump goes on as it is.

        Example: PumpFirmwareSim ctl restore before-mri.state
        """)

    @Argument(
      help: ArgumentHelp("A snapshot of this pump.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var options: Options

    func run() throws {
      try options.request(.restore(path: ControlCommand.absolute(file)))
    }
  }

  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
