import ArgumentParser
import FoundationEssentials
import PumpText
import Quantities
import SerialLink

/// `PumpFirmwareSim ctl`.
struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ctl", abstract: "The bench's side of a running pump.",
    subcommands: [Advance.self, TruthCommand.self, Quit.self])

  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("The pump's control socket ($PUMPLINK_CONTROL).", valueName: "path"))
    var control: String?

    @Flag(help: "Print the answer as a JSON object.")
    var json = false

    func validate() throws { _ = try socket() }

    func socket() throws -> String {
      if let control = control ?? ProcessInfo.processInfo.environment["PUMPLINK_CONTROL"] {
        return control
      }
      throw ValidationError("Give --control, the path on the pump's ready line.")
    }
  }

  /// `ctl advance`.
  struct Advance: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let therapy time pass, as fast as it can be computed.")

    @Argument(help: ArgumentHelp("How much, for example 1 day or 90 min.", valueName: "time"))
    var time: [String]

    @OptionGroup var options: Options

    func validate() throws { _ = try length() }

    private func length() throws -> Milliseconds {
      do throws(QuantityError) {
        return try QuantityText.duration(time.joined(separator: " "))
      } catch {
        throw ValidationError(error.description)
      }
    }

    func run() throws {
      let socket = try options.socket()
      let length = try length()
      try Ending.reporting {
        try ControlClient(socket).request(
          "advance", .init(milliseconds: length.rawValue), json: options.json)
      }
    }
  }

  /// `ctl truth`.
  struct TruthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "truth", abstract: "What the pump really did, which its firmware cannot see.")

    @OptionGroup var options: Options

    func run() throws {
      let socket = try options.socket()
      try Ending.reporting { try ControlClient(socket).request("truth", json: options.json) }
    }
  }

  /// `ctl quit`.
  struct Quit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End the pump, its state saved.")

    @OptionGroup var options: Options

    func run() throws {
      let socket = try options.socket()
      try Ending.reporting { try ControlClient(socket).request("quit", json: options.json) }
    }
  }
}
