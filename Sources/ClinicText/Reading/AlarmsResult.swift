import Clinic
import PumpText
import Quantities
package import Telemetry

/// The alarms.
package struct AlarmsResult {
  package let now: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast
  package let listsAll: Bool

  package init(now: Interrogation, running: Forecast, listsAll: Bool) {
    self.now = now
    self.running = running
    self.listsAll = listsAll
  }

  /// Those that are active.
  package var active: [Alarm] { now.status.alarms.list }
  /// Those that are listed.
  package var listed: [Alarm] { listsAll ? Alarm.all : active }

  /// An alarm as it is listed.
  package struct Row: Equatable, Sendable {
    /// Which it is, in a few words.
    package let title: String
    /// Whether it is active, where those are listed too that are not.
    package let isActive: Bool
    /// Whether it is critical.
    package let isCritical: Bool
    /// What it means for the patient and what to do.
    package let meaning: String
    /// The tone it sounds with, in words.
    package let tone: String
  }

  /// The alarms that are listed.
  package var rows: [Row] {
    listed.map {
      Row(
        title: $0.title, isActive: now.status.alarms.contains($0), isCritical: $0.isCritical,
        meaning: $0.words, tone: $0.tone.words)
    }
  }

  /// What is told beside them: that there is none, the silence, and when the reservoir runs low.
  package var notes: [ScreenNote] {
    var notes = active.isEmpty ? [ScreenNote("No alarm is active.")] : []
    if now.silentMinutes > 0 {
      notes.append(ScreenNote("The tones are \(AlarmWords.silence(now))."))
    }
    notes.append(
      ScreenNote(
        "The low-reservoir alarm sounds at \(PathWords.volume(now.lowAlarmNanolitres)), "
          + "\(AlarmWords.due(running, now))."))
    return notes
  }
}

extension Alarm {
  /// The tone it sounds with.
  package var tone: Tone { isCritical ? .twoTone : .single }
}
