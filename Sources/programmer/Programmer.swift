import ArgumentParser
import CommandEntry
import Console
import SerialLink

/// The handheld programmer as a command-line tool.
@main
struct Programmer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programmer",
    abstract: "The handheld programmer of a virtual implanted pump.",
    discussion: """
      Part of PumpLink, an emulator of a fictional pump for engineering, testing and teaching. It \
      is not a medical device, gives no dosing advice, and is compatible with no real implant.

      Begin with `programmer demo`. Every dose, volume and time is typed with its unit.

      Exit codes: 0 done; 1 refused, nothing changed; 64 usage; 65 bad file; 69 no pump or port; \
      70 a bug; 73 carried out, but telling or recording it failed; 74 reading or writing failed \
      (unplugged), and nothing was carried out; 75 outcome unknown, read the status before \
      anything else; 76 protocol violation, or no key that fits; 78 configuration.
      """,
    version: "1.0.0",
    subcommands: [DemoCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Read the pump",
        subcommands: [
          PortsCommand.self, IdentifyCommand.self, StatusCommand.self, InterrogateCommand.self,
          TherapyCommand.self, AlarmsCommand.self, LogCommand.self, ReportCommand.self,
        ]),
      CommandGroup(
        name: "Change the therapy",
        subcommands: [
          DoseCommand.self, ScheduleCommand.self, PeriodicCommand.self, PatientBolusCommand.self,
          RefillCommand.self, BridgeCommand.self, ClockCommand.self, KeysCommand.self,
        ]),
      CommandGroup(
        name: "Give now, stop and start",
        subcommands: [
          BolusCommand.self, PrimeCommand.self, StopCommand.self, ResumeCommand.self,
          EmergencyCommand.self,
        ]),
      CommandGroup(
        name: "What was kept",
        subcommands: [SessionsCommand.self, DecodeCommand.self, CampaignCommand.self]),
    ])

  static func main() {
    StandardStreams.reserve()
    SignalPipe.ignoreBrokenPipe()
    CommandEntry.run(Self.self, Array(CommandLine.arguments.dropFirst())) { arguments in
      // The parser would take a negative quantity for an option that it does not know.
      for word in arguments
      where word.hasPrefix("-") && word.dropFirst().first?.isNumber == true {
        throw ValidationError("“\(word.shown)” is negative; no quantity is. Nothing was sent.")
      }
    }
  }
}
