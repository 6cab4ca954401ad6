import ArgumentParser
import ClinicText
import Handheld

/// `programmer alarms`.
struct AlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarms",
    abstract: "List the alarms, silence or try their tones, set the low-reservoir alarm.",
    discussion: """
      Examples: programmer alarms
                programmer alarms list --all
                programmer alarms silence 2 h
                programmer alarms test two-tone
                programmer alarms low-reservoir 4 mL
      """,
    subcommands: [
      ListAlarmsCommand.self, SilenceAlarmsCommand.self, TestAlarmCommand.self,
      LowReservoirCommand.self,
    ],
    defaultSubcommand: ListAlarmsCommand.self)
}

/// `programmer alarms list`.
struct ListAlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the active alarms, what they mean and what to do.",
    discussion: "Example: programmer alarms list --all")

  @Flag(help: "Explain every alarm there is, active or not.")
  var all = false

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { visit in
      let now = try visit.interrogate()
      return AlarmsResult(now: now, running: try visit.foretell(now), listsAll: all)
    }
  }
}
