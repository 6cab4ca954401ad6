import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import Quantities
import Telemetry
import VerbOutput

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

  func run() throws {
    let minutes = try wanted()
    try Verb.order(.silenceAlarms(minutes: minutes), port, change.consent)
  }

  private func wanted() throws -> UInt16 {
    if time == ["off"] { return 0 }
    return try ArgumentText.read { () throws(QuantityError) in
      let minutes = try ArgumentText.minutes(time.joined(separator: " "), as: "a silence")
      guard minutes > 0 else {
        throw QuantityError("a silence of no time is none; to end one write off")
      }
      return minutes
    }
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

  func run() throws {
    let nanolitres = try wanted()
    try Verb.order(.lowAlarm(nanolitres: nanolitres), port, change.consent)
  }

  private func wanted() throws -> UInt32 {
    try ArgumentText.read { () throws(QuantityError) in
      try ArgumentText.nanolitres(volume.joined(separator: " "))
    }
  }
}
