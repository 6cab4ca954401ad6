import ArgumentParser
import BenchClient
import BenchControl
import CommandEntry
import FoundationEssentials
import PumpText
import Quantities
import SerialLink
import YamlFiles

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
        subcommands: [
          Advance.self, TruthCommand.self, Sample.self, Reconcile.self, Events.self,
          CaptureCommand.self,
        ]),
      CommandGroup(
        name: "The hand at the pump",
        subcommands: [Withdraw.self, Rinse.self, Fill.self, Power.self, Head.self]),
      CommandGroup(
        name: "The body",
        subcommands: [Inject.self, Implant.self, Explant.self, PatientCommand.self]),
      CommandGroup(
        name: "What goes wrong",
        subcommands: [
          Faults.self, FaultCommand.self, Clear.self, LinkCommand.self, UsbCommand.self,
          Crash.self,
        ]),
      CommandGroup(
        name: "The pump as a whole",
        subcommands: [Snapshot.self, Restore.self, Quit.self]),
    ])

  struct Options: ParsableArguments {
    @Option(
      help: ArgumentHelp("The pump's control socket ($PUMPLINK_CONTROL).", valueName: "path"),
      completion: .file())
    var control: String?

    @Option(
      help: ArgumentHelp("Which of the pumps of run --count ($PUMPLINK_PUMP).", valueName: "name"))
    var pump: String?

    @Flag(help: "Print the answer as a JSON object.")
    var json = false

    func validate() throws { _ = try socket() }

    func socket() throws -> String {
      if let control = control ?? Settings.value(.control) { return control }
      throw ValidationError("Give --control, the path on the pump's ready line.")
    }

    /// Whoever asks the pump that is meant.
    func client() throws -> ControlClient {
      ControlClient(
        try socket(), pump: pump ?? Settings.value(.pump))
    }

    /// Asks the pump for something and prints the answer.
    @discardableResult
    func request(_ request: BenchRequest) throws -> BenchAnswer? {
      let client = try client()
      var answer: BenchAnswer?
      try CommandExit.reporting(json: json) {
        answer = try client.request(request, json: json)
      }
      return answer
    }
  }

  /// Reads a quantity from words of a command line.
  static func read<Value>(
    _ words: [String], _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value {
    do throws(QuantityError) {
      return try parse(words.joined(separator: " "))
    } catch {
      throw ValidationError(error.words(.help))
    }
  }

  /// `ctl advance`.
  struct Advance: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.advance.effect).",
      discussion: """
        With --until it ends before, at the very moment of something: alarm is the first tone \
        of any, alarm:motor_stall of that one; empty, when nothing is left in the reservoir; \
        next-step of the day schedule; bolus-end; patient-calls, when the virtual patient, or \
        somebody for them, calls; 06:00 by the pump's clock, today or tomorrow; "2 d 06:00", two \
        days after today; "therapy 90 d", a moment of therapy time. When it does not come within \
        the time, all of that has passed, and the exit code is 1.

        Examples:
          PumpFirmwareSim ctl advance 90 days
          PumpFirmwareSim ctl advance 2 years --until alarm:low_reservoir
          PumpFirmwareSim ctl advance 3 days --until "2 d 06:00"
        """)

    @Argument(help: ArgumentHelp("How much, for example 1 day or 90 min.", valueName: "time"))
    var time: [String]

    @Option(
      help: ArgumentHelp("End at the moment of this, if it comes before.", valueName: "event"),
      completion: .list(AdvanceEnd.words))
    var until: AdvanceEnd?

    @OptionGroup var options: Options

    func validate() throws { _ = try length() }

    private func length() throws -> Milliseconds {
      try ControlCommand.read(time, QuantityText.duration)
    }

    func run() throws {
      let answer = try options.request(.advance(try length(), until: until))
      if case .truth(let truth) = answer, truth.stop?.is_reached == false {
        throw ExitCode(ProgramExitStatus.refused.rawValue)
      }
    }
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
