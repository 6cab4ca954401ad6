import ArgumentParser
import Clinic
import ClinicText
import CommandEntry
import Handheld
import PumpText
import ScenarioTargets
import YamlFiles

/// The handheld programmer as a command-line tool.
@main
struct Programmer: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "programmer",
    abstract: "The handheld programmer of a virtual implanted pump.",
    discussion: """
      Part of PumpLink, an emulator of a fictional pump for engineering, testing and teaching. It \
      is not a medical device, gives no dosing advice, and is compatible with no real implant.

      Begin with `programmer demo`. Every dose, volume and time is typed with its unit. With \
      --record FILE.yaml any verb is added to a script, as a step that `programmer run` plays. \
      `programmer config` shows where port, card and the rest come from; --profile NAME takes \
      those of another pump.

      \(ProgramExitStatus.list)
      """,
    version: ProgramVersion.words,
    subcommands: [DemoCommand.self, PageCommand.self],
    groupedSubcommands: [
      CommandGroup(name: "Play a script", subcommands: [RunCommand.self]),
      CommandGroup(
        name: "Read the pump",
        subcommands: [
          PortsCommand.self, IdentifyCommand.self, StatusCommand.self, InterrogateCommand.self,
          WatchCommand.self, TherapyCommand.self, AlarmsCommand.self, LogCommand.self,
          ReportCommand.self, HandsetCommand.self,
        ]),
      CommandGroup(
        name: "Change the therapy",
        subcommands: [
          DoseCommand.self, ScheduleCommand.self, PeriodicCommand.self, PatientBolusCommand.self,
          RefillCommand.self, BridgeCommand.self, TransferCommand.self, ClockCommand.self,
          KeysCommand.self,
        ]),
      CommandGroup(
        name: "The catheter", subcommands: [ImplantCommand.self, RevisionCommand.self]),
      CommandGroup(
        name: "Give now, stop and start",
        subcommands: [
          BolusCommand.self, PrimeCommand.self, TemporaryCommand.self, StopCommand.self,
          ResumeCommand.self, EmergencyCommand.self,
        ]),
      CommandGroup(
        name: "The patient's record",
        subcommands: [
          PatientCommand.self, TrialCommand.self, NoteCommand.self, AssessCommand.self,
          HistoryCommand.self,
        ]),
      CommandGroup(
        name: "What is kept",
        subcommands: [
          SessionsCommand.self, ArchiveCommand.self, DecodeCommand.self, ReplayCommand.self,
          CampaignCommand.self, ConfigCommand.self,
        ]),
    ])

  static func main() {
    var arguments = CommandEntry.words()
    let recording = ScriptRecording.taken(from: &arguments)
    let settings = CommandEntry.settings(
      from: &arguments, as: "programmer", goesOn: needsNoSettings, check: problem,
      failure: failure)
    Settings.$current.withValue(settings) {
      Verb.$recording.withValue(recording) {
        CommandEntry.run(
          Self.self, arguments, check: { try check($0, asStep: recording != nil) },
          failure: failure)
      }
    }
  }

  /// What is wrong with a value of the settings file, where only a handheld knows what it can be.
  private static func problem(_ setting: Setting, _ text: String) -> QuantityError? {
    guard setting == .indication else { return nil }
    do throws(QuantityError) {
      _ = try Indication(named: text)
      return nil
    } catch {
      return error
    }
  }

  private static func failure(_ status: ProgramExitStatus, _ words: String) -> any Encodable {
    FailureJSON(.plain(status, words), .commandLine)
  }

  /// Whether a settings file that is wrong is no reason to refuse: nothing holds up an emergency,
  /// and the settings themselves say what is wrong.
  private static func needsNoSettings(_ arguments: [String]) -> Bool {
    arguments.contains("emergency")
  }

  /// What the parser cannot see is wrong with words of the command line, or of a step of a script,
  /// which they also are when they are recorded.
  static func check(_ arguments: [String], asStep: Bool) throws {
    if asStep, let verb = arguments.first, ["run", "demo"].contains(verb) {
      throw ValidationError("\(verb) is no step of a script.")
    }
    guard let complaint = SignedWords.complaint(arguments) else { return }
    throw ValidationError("\(complaint) Nothing was sent.")
  }
}
