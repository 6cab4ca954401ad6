import ArgumentParser
import CommandEntry
import PumpText
import Quantities
import Telemetry

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

/// The alarms, for people and for programs.
struct AlarmsResult: Verb.Result {
  let now: Interrogation
  /// What the pump foretells as things are.
  let running: Forecast
  let listsAll: Bool

  struct Report: Encodable {
    let alarms: [String]
    let details: [Detail]
    let silent_min: UInt16
    let low_alarm_ml: Double
    @OrNull var low_alarm_in_s: UInt32?
  }

  struct Detail: Encodable {
    let name: String
    let is_active: Bool
    let is_critical: Bool
    let tone: String
    let meaning: String
  }

  private var active: [Alarm] { now.status.alarms.list }
  private var listed: [Alarm] { listsAll ? Alarm.all : active }

  var outcome: VerbAnswer.Outcome { .read }
  var json: any Encodable {
    Report(
      alarms: active.map(\.name),
      details: listed.map {
        Detail(
          name: $0.name, is_active: now.status.alarms.contains($0), is_critical: $0.isCritical,
          tone: $0.isCritical ? "two_tone" : "single", meaning: $0.words)
      },
      silent_min: now.silentMinutes,
      low_alarm_ml: JSONUnits.millilitres(now.lowAlarmNanolitres),
      low_alarm_in_s: running.lowAlarm?.seconds)
  }

  var words: String {
    var text = active.isEmpty ? "No alarm is active.\n" : ""
    for alarm in listed {
      let isActive = now.status.alarms.contains(alarm)
      let state = listsAll && isActive ? "ACTIVE " : ""
      text += "\(state)\(alarm.isCritical ? "CRITICAL " : "")\(alarm.title)\n"
      text += "  \(alarm.words)\n"
      let tone = alarm.isCritical ? Tone.twoTone : Tone.single
      text += "  tone: \(tone.words)\n"
    }
    if now.silentMinutes > 0 { text += "The tones are \(AlarmWords.silence(now)).\n" }
    return text + "The low-reservoir alarm sounds at \(PathWords.volume(now.lowAlarmNanolitres)), "
      + LowReservoirCommand.due(running, now) + ".\n"
  }
}
