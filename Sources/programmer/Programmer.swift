import ArgumentParser
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
      70 a bug; 74 unplugged; 75 outcome unknown, read the status before anything else; \
      76 protocol violation, or no key that fits; 78 configuration.
      """,
    version: "1.0.0",
    subcommands: [
      DemoCommand.self, PortsCommand.self, IdentifyCommand.self, InterrogateCommand.self,
      StatusCommand.self, TherapyCommand.self, DoseCommand.self, ScheduleCommand.self,
      PeriodicCommand.self, BolusCommand.self, PatientBolusCommand.self, RefillCommand.self,
      PrimeCommand.self, BridgeCommand.self, StopCommand.self, ResumeCommand.self,
      EmergencyCommand.self, AlarmsCommand.self, ClockCommand.self, KeysCommand.self,
      LogCommand.self, ReportCommand.self, SessionsCommand.self, DecodeCommand.self,
      CampaignCommand.self,
    ])

  static func main() {
    StandardStreams.reserve()
    SignalPipe.ignoreBrokenPipe()
    // The parser would take a negative quantity for an option that it does not know.
    for word in CommandLine.arguments.dropFirst()
    where word.hasPrefix("-") && word.dropFirst().first?.isNumber == true {
      exit(
        withError: ValidationError("“\(word)” is negative; no quantity is. Nothing was sent."))
    }
    main(nil)
  }
}
