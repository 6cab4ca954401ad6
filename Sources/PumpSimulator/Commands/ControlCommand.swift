import ArgumentParser
import BenchClient
import BenchControl
import CommandEntry
import FoundationEssentials
import PumpText
import SerialLink
import Quantities

/// `PumpFirmwareSim ctl`.
struct ControlCommand: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "ctl", abstract: "The bench's side of a running pump.",
    discussion: """
      Time, faults, the syringe, power and the truth: what a pump's surroundings do to it and \
      know of it, and no programmer can. Every verb saves what it did before it answers. \
      --control and --json may stand before the verb or behind it.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Time and truth",
        subcommands: [Advance.self, TruthCommand.self, Sample.self, Reconcile.self]),
      CommandGroup(
        name: "The hand at the pump",
        subcommands: [Withdraw.self, Rinse.self, Fill.self, Power.self, Head.self]),
      CommandGroup(
        name: "The body",
        subcommands: [Inject.self, Implant.self, Explant.self, PatientCommand.self]),
      CommandGroup(
        name: "What goes wrong",
        subcommands: [
          Faults.self, FaultCommand.self, Clear.self, LinkCommand.self, Crash.self,
        ]),
      CommandGroup(
        name: "The pump as a whole",
        subcommands: [Snapshot.self, Restore.self, Quit.self]),
    ])

  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("The pump's control socket ($PUMPLINK_CONTROL).", valueName: "path"))
    var control: String?

    @Flag(help: "Print the answer as a JSON object.")
    var json = false

    func validate() throws { _ = try socket() }

    func socket() throws -> String {
      if let control = control ?? Environment.value("PUMPLINK_CONTROL") {
        return control
      }
      throw ValidationError("Give --control, the path on the pump's ready line.")
    }

    /// Asks the pump for something and prints the answer.
    func request(_ request: BenchRequest) throws {
      let socket = try socket()
      try CommandExit.reporting(json: json) {
        try ControlClient(socket).request(request, json: json)
      }
    }
  }

  /// Reads a quantity from words of a command line.
  static func read<Value>(
    _ words: [String], _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value {
    do throws(QuantityError) {
      return try parse(words.joined(separator: " "))
    } catch {
      throw ValidationError(error.words(.bench))
    }
  }

  /// `ctl advance`.
  struct Advance: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.advance.effect).",
      discussion: """
        With --until it may end before: patient-calls is when the virtual patient, or somebody for \
        them, calls because of the pump's tones or of what they feel.

        Examples:
          PumpFirmwareSim ctl advance 90 days
          PumpFirmwareSim ctl advance 90 days --until patient-calls
        """)

    @Argument(help: ArgumentHelp("How much, for example 1 day or 90 min.", valueName: "time"))
    var time: [String]

    @Option(help: "\(BenchMethod.advance.choices(of: "until")).")
    var until: AdvanceEnd?

    @OptionGroup var options: Options

    func validate() throws { _ = try length() }

    private func length() throws -> Milliseconds {
      try ControlCommand.read(time, QuantityText.duration)
    }

    func run() throws { try options.request(.advance(try length(), until: until)) }
  }

  /// `ctl truth`.
  struct TruthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "truth", abstract: "\(BenchMethod.truth.effect).",
      discussion: "Example: PumpFirmwareSim ctl truth --json")

    @OptionGroup var options: Options

    func run() throws { try options.request(.truth) }
  }

  /// `ctl reconcile`.
  struct Reconcile: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.reconcile.effect).",
      discussion: """
        The log accounts for whole days; what happened since its last account is shown as the \
        difference.

        Example: PumpFirmwareSim ctl reconcile
        """)

    @OptionGroup var options: Options

    func run() throws { try options.request(.reconcile) }
  }

  /// `ctl quit`.
  struct Quit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.quit.effect).", discussion: "Example: PumpFirmwareSim ctl quit")

    @OptionGroup var options: Options

    func run() throws { try options.request(.quit) }
  }
}
