import ArgumentParser
import PumpText
import SerialLink

/// The handheld programmer as a command-line tool.
@main
struct Programmer: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "programmer",
    abstract: "The handheld programmer of a virtual implanted pump.",
    discussion: """
      Part of PumpLink, an emulator of a fictional pump for engineering, testing and teaching. It \
      is not a medical device, gives no dosing advice, and is compatible with no real implant.

      Begin with `programmer demo`. Every dose, volume and time is typed with its unit.

      \(ProgramEnding.list)
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
    SignalPipe.ignoreFailedWrites()
    if let complaint = SignedWords.complaint(CommandLine.arguments.dropFirst()) {
      exit(withError: ValidationError("\(complaint) Nothing was sent."))
    }
    main(nil)
  }
}
