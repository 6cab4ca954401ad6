import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension AlarmsResult: VerbResult {
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
    var text = active.isEmpty ? "\(notes[0].text)\n" : ""
    for row in rows {
      let state = listsAll && row.isActive ? "ACTIVE " : ""
      text += "\(state)\(row.isCritical ? "CRITICAL " : "")\(row.title)\n"
      text += "  \(row.meaning)\n"
      text += "  tone: \(row.tone)\n"
    }
    return text + notes.dropFirst(active.isEmpty ? 1 : 0).map { "\($0.text)\n" }.joined()
  }
}
