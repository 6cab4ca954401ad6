package import Clinic
package import PumpText
import Quantities
package import Telemetry

extension SilencePreview {
  /// What is shown before tones are silenced.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add(alarms: now.status.alarms.list, none: "none is active")
    if now.silentMinutes > 0 { facts.add("now", AlarmWords.silence(now)) }
    facts.add(
      "new",
      minutes == 0
        ? "their tones sound again"
        : "silent; they sound again "
          + MomentWords.after(Ahead(minutes: UInt32(minutes)), from: now.clock))
    return facts
  }

  /// What was done, by what the pump says afterwards.
  package func sentence(_ after: Interrogation?) -> String {
    if minutes == 0 { return "done: no tone is silent any more" }
    if after?.silentMinutes == 0 {
      return "done: no alarm is active, so there is no tone to silence"
    }
    return "done: the tones are silent for \(QuantityWords.duration(.minutes(UInt64(minutes))))"
  }
}

extension LowAlarmPreview {
  /// What is shown before the alarm is set.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add(
      "now", "\(PathWords.volume(now.lowAlarmNanolitres)), \(AlarmWords.due(running, now))")
    facts.add(
      "new",
      PathWords.volume(nanolitres)
        + (isReached
          ? ", which is reached now: it sounds at once"
          : "; the pump foretells when, once it is set"))
    return facts
  }

  /// What was done, and when the alarm is due.
  package func sentence(_ done: OrderDone) -> String {
    var due = ""
    if let foretold = done.foretold, let after = done.after {
      due = ", \(AlarmWords.due(foretold, after))"
    }
    return "done: the alarm sounds at \(PathWords.volume(nanolitres))\(due)"
  }
}

extension ClockPreview {
  /// What is shown before the clock is set.
  package func screen(_ face: Face) -> Screen {
    let notes = (shift?.boluses).map { [ScreenNote($0)] } ?? []
    return Screen(
      facts: moves + [reasonFact],
      notes: notes + (refusal(face).map { [.warning($0)] } ?? []))
  }

  /// What the clock shows, and what it will show.
  package var moves: [ScreenFact] {
    shift?.facts
      ?? [ScreenFact("now", "never set"), ScreenFact("new", QuantityWords.clock(clock))]
  }

  /// Why it is set.
  package var reasonFact: ScreenFact { ScreenFact("reason", reason.words) }

  /// That the pump will refuse; `nil` where it will not.
  package func refusal(_ face: Face) -> String? {
    guard isRefused else { return nil }
    return "The pump will refuse: it shifts the schedule only with \(face.words(.acceptShift))."
  }
}
