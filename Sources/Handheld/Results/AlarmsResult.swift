import Clinic
import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// The alarms, for people and for programs.
package struct AlarmsResult: VerbResult {
  package let now: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast
  package let listsAll: Bool

  package init(now: Interrogation, running: Forecast, listsAll: Bool) {
    self.now = now
    self.running = running
    self.listsAll = listsAll
  }

  package struct JSON: Encodable {
    package let alarms: [String]
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

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      alarms: active.map(\.name),
      details: listed.map {
        Detail(
          name: $0.name, is_active: now.status.alarms.contains($0), is_critical: $0.isCritical,
          tone: $0.tone.name, meaning: $0.words)
      },
      silent_min: now.silentMinutes,
      low_alarm_ml: JSONUnits.millilitres(now.lowAlarmNanolitres),
      low_alarm_in_s: running.lowAlarm?.seconds)
  }

  package var words: String {
    var text = active.isEmpty ? "No alarm is active.\n" : ""
    for alarm in listed {
      let isActive = now.status.alarms.contains(alarm)
      let state = listsAll && isActive ? "ACTIVE " : ""
      text += "\(state)\(alarm.isCritical ? "CRITICAL " : "")\(alarm.title)\n"
      text += "  \(alarm.words)\n"
      text += "  tone: \(alarm.tone.words)\n"
    }
    if now.silentMinutes > 0 { text += "The tones are \(AlarmWords.silence(now)).\n" }
    return text + "The low-reservoir alarm sounds at \(PathWords.volume(now.lowAlarmNanolitres)), "
      + AlarmWords.due(running, now) + ".\n"
  }
}

extension Alarm {
  /// The tone it sounds with.
  fileprivate var tone: Tone { isCritical ? .twoTone : .single }
}
