import Clinic
import PumpText
import Quantities
import Telemetry

extension SilencePreview {
  /// What is shown before tones are silenced.
  var words: String {
    var preview = OrderPreview()
    let alarms = now.status.alarms.list
    preview.add("alarms", alarms.isEmpty ? "none is active" : AlarmWords.line(alarms[0]))
    for alarm in alarms.dropFirst() { preview.add("", AlarmWords.line(alarm)) }
    if now.silentMinutes > 0 { preview.add("now", AlarmWords.silence(now)) }
    preview.add(
      "new",
      minutes == 0
        ? "their tones sound again"
        : "silent; they sound again "
          + MomentWords.after(Ahead(minutes: UInt32(minutes)), from: now.clock))
    return preview.text
  }

  /// What was done, by what the pump says afterwards.
  func sentence(_ after: Interrogation?) -> String {
    if minutes == 0 { return "done: no tone is silent any more" }
    if after?.silentMinutes == 0 {
      return "done: no alarm is active, so there is no tone to silence"
    }
    return "done: the tones are silent for \(QuantityWords.duration(.minutes(UInt64(minutes))))"
  }
}

extension LowAlarmPreview {
  /// What is shown before the alarm is set.
  var words: String {
    var preview = OrderPreview()
    preview.add(
      "now", "\(PathWords.volume(now.lowAlarmNanolitres)), \(AlarmWords.due(running, now))")
    preview.add(
      "new",
      PathWords.volume(nanolitres)
        + (isReached
          ? ", which is reached now: it sounds at once"
          : "; the pump foretells when, once it is set"))
    return preview.text
  }

  /// What was done, and when the alarm is due.
  func sentence(_ done: OrderDone) -> String {
    var due = ""
    if let foretold = done.foretold, let after = done.after {
      due = ", \(AlarmWords.due(foretold, after))"
    }
    return "done: the alarm sounds at \(PathWords.volume(nanolitres))\(due)"
  }
}

extension ClockPreview {
  /// What is shown before the clock is set.
  func words(_ face: Face) -> String {
    let moves =
      shift?.words ?? "now         never set\nnew         \(QuantityWords.clock(clock))\n"
    let refused =
      isRefused
      ? "The pump will refuse: it shifts the schedule only with \(face.words(.acceptShift)).\n" : ""
    return moves + "reason      \(reason.words)\n" + refused
  }
}
