import ArgumentParser
import CommandEntry
import SerialLink

/// The virtual implanted pump.
@main
struct PumpFirmwareSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "PumpFirmwareSim",
    abstract: "A virtual implanted pump on a pty, a serial port or TCP.",
    discussion: """
      An emulator of a fictional pump for engineering, testing and teaching. It is not a medical \
      device, gives no dosing advice, and is compatible with no real implant.
      """,
    version: "1.0.0",
    subcommands: [RunCommand.self, ControlCommand.self])

  static func main() {
    StandardStreams.reserve()
    SignalPipe.ignoreBrokenPipe()
    CommandEntry.run(Self.self, Array(CommandLine.arguments.dropFirst()))
  }
}
