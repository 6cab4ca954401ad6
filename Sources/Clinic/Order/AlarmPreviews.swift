import Quantities
package import Telemetry

/// Whose tones are silenced, and until when.
package struct SilencePreview {
  /// Zero ends a silence.
  package let minutes: UInt16
  package let now: Interrogation

  package init(minutes: UInt16, now: Interrogation) {
    self.minutes = minutes
    self.now = now
  }

  /// Whether the pump says afterwards what it was told.
  package func isHeld(_ done: OrderDone) -> Bool {
    guard let after = done.after else { return true }
    // Therapy time may run fast on a bench, so the silence may be partly over by now.
    let now = after.status.therapySeconds
    let gone = (now - min(done.therapySeconds ?? now, now)) / 60 + 1
    let least = minutes - min(minutes, UInt16(clamping: gone))
    // Where no alarm was active there was nothing to silence.
    let isNone = after.silentMinutes == 0 && after.status.alarms.isEmpty
    return isNone || (least...minutes).contains(after.silentMinutes)
  }
}

/// At which volume the low-reservoir alarm sounds, and would.
package struct LowAlarmPreview {
  package let nanolitres: UInt32
  package let now: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast

  package init(nanolitres: UInt32, now: Interrogation, running: Forecast) {
    self.nanolitres = nanolitres
    self.now = now
    self.running = running
  }

  /// Whether the reservoir holds no more than that already, so that it sounds at once.
  package var isReached: Bool { nanolitres >= now.status.reservoirNanolitres }

  /// Whether the pump says afterwards what it was told.
  package func isHeld(_ done: OrderDone) -> Bool {
    (done.after?.lowAlarmNanolitres ?? nanolitres) == nanolitres
  }
}
