import ArgumentParser
import Clinic
import ClinicText
import Handheld
import Telemetry

/// `programmer alarms silence`.
struct SilenceAlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Silence the tones of the active alarms for a while, or end a silence with off.",
    discussion: """
      An alarm that begins later sounds all the same. Nothing else of an alarm changes.

      Example: programmer alarms silence 2 h
      """)

  @Argument(
    help: ArgumentHelp("For how long, for example 2 h; or off.", valueName: "time"),
    completion: .list(["off"]))
  var time: [String]

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws { try Verb.order(try wanted(), port, change.consent) }

  private func wanted() throws -> OrderWanted {
    try ArgumentText.read(time, OrderText.silenceAlarms)
  }
}

/// `programmer alarms test`.
struct TestAlarmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Sound a tone once, so that the patient knows it. Changes nothing.",
    discussion: "Example: programmer alarms test two-tone")

  @Argument(help: "Which tone.")
  var tone: Choice<Tone>

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { visit in
      _ = try visit.reply(.query(.testAlarm(TestAlarm(tone.value))))
      return ToneResult(tone: tone.value)
    }
  }
}

/// `programmer alarms low-reservoir`.
struct LowReservoirCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "low-reservoir",
    abstract: "Set the volume at which the low-reservoir alarm sounds.",
    discussion: """
      The usual 2 mL was too late for one patient in four of one series; 4 mL was not.

      Example: programmer alarms low-reservoir 4 mL
      """)

  @Argument(help: ArgumentHelp("The volume, for example 4 mL.", valueName: "volume"))
  var volume: [String]

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws { try Verb.order(try wanted(), port, change.consent) }

  private func wanted() throws -> OrderWanted { try ArgumentText.read(volume, OrderText.lowAlarm) }
}
