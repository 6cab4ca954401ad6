import ArgumentParser
import BenchClient
import BenchControl
import CommandEntry
import PumpText
import SerialLink

extension ControlCommand {
  /// `ctl capture`.
  struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "capture", abstract: "Capture what goes over the line of a running pump.",
      discussion: """
        It is pcapng, a packet for each frame: `programmer decode` reads it, and so does whatever \
        else reads pcapng. Comments say what the bench did to a frame, and why one was dropped. \
        With several pumps each has its own, by --pump. It ends with the pump, and what is written \
        stays readable whatever happens.

        Examples:
          PumpFirmwareSim ctl capture start line.pcapng
          PumpFirmwareSim ctl capture stop
        """,
      subcommands: [Show.self, Start.self, Stop.self], defaultSubcommand: Show.self)

    /// `ctl capture show`.
    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.capture.effect).",
        discussion: "Example: PumpFirmwareSim ctl capture show")

      @OptionGroup var options: Options

      func run() throws { try options.request(.capture) }
    }

    /// `ctl capture stop`.
    struct Stop: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.captureStop.effect).",
        discussion: "Example: PumpFirmwareSim ctl capture stop")

      @OptionGroup var options: Options

      func run() throws { try options.request(.captureStop) }
    }

    /// `ctl capture start`.
    struct Start: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.captureStart.effect).",
        discussion: """
          A capture that is there is added to; another file is left alone. With - it comes out of \
          this command, for one that reads it such as tshark -i -, until Ctrl-C, until nobody \
          reads it any more, or until the pump ends.

          Example: PumpFirmwareSim ctl capture start line.pcapng
          """)

      @Argument(
        help: ArgumentHelp("The file, or - for standard output.", valueName: "file"),
        completion: .file())
      var file: String

      @OptionGroup var options: Options

      func run() throws {
        guard file == "-" else {
          try options.request(.captureStart(path: ControlCommand.absolute(file)))
          return
        }
        let client = try options.client()
        try CommandExit.reporting(json: options.json) {
          let signals = try SignalPipe()
          let output = try Self.takeOutput()
          let pipe = try PassedPipe()
          _ = try client.ask(.captureStart(path: pipe.path))
          try pipe.pass(to: output, until: signals)
          // Where the pump did not end it, this does; one that has ended needs no end.
          _ = try? client.ask(.captureStop)
        }
      }

      private static func takeOutput() throws -> Descriptor {
        do throws(NamedFile.Failure) {
          return try StandardStreams.lendOutput()
        } catch {
          throw SimulatorError(.io, "the capture cannot be written: \(error.reason)")
        }
      }
    }
  }
}
