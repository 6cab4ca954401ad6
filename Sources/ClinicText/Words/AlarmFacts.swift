import PumpText
import Quantities
package import Telemetry

extension [ScreenFact] {
  /// Adds the alarms there are, each on a line, or what is said where there is none.
  package mutating func add(alarms: [Alarm], none: String) {
    add("alarms", alarms.first.map(AlarmWords.line) ?? none, isWarning: !alarms.isEmpty)
    for alarm in alarms.dropFirst() { add("", AlarmWords.line(alarm)) }
  }
}
