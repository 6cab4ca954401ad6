import Quantities
import Telemetry

extension DurableState {
  /// Makes an alarm active; when it was not, that is logged.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  mutating func raise(_ alarm: Alarm, at time: TherapyTime) {
    guard alarms.insert(alarm) else { return }
    log.append(.alarmRaised, at: time, detail: alarm.rawValue, amount: strokes)
  }

  /// Ends an alarm; when it was active, that is logged.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  mutating func end(_ alarm: Alarm, at time: TherapyTime) {
    if alarms.contains(alarm) { endActive(alarm, at: time) }
  }

  #if hasFeature(Embedded)
    @inline(never)
  #endif
  private mutating func endActive(_ alarm: Alarm, at time: TherapyTime) {
    alarms.remove(alarm)
    // Should it come again, it is a new alarm, and sounds.
    silenced.remove(alarm)
    log.append(.alarmEnded, at: time, detail: alarm.rawValue, amount: strokes)
  }

  /// The motor did not make strokes that it was told to. A bridge is made longer by them: what lies
  /// in the path has to leave it.
  mutating func missed(_ drug: Picograms, at time: TherapyTime) {
    undelivered += drug
    stalled += drug
    if integral.infusion?.kind == .bridge { bridgeWaiting += drug }
    raise(.motorStall, at: time)
  }

  /// The motor made every stroke it was told to.
  @inline(__always)
  mutating func motorTurns(at time: TherapyTime) {
    accountForStall(at: time)
    end(.motorStall, at: time)
  }

  /// Logs what a stall has cost since that was logged last: when it ends, when the day is accounted
  /// for, and when delivery ends.
  @inline(__always)
  mutating func accountForStall(at time: TherapyTime) {
    if stalled > .zero { logStall(at: time) }
  }

  private mutating func logStall(at time: TherapyTime) {
    log.append(
      .undelivered, at: time, detail: UndeliveredCause.stall.rawValue, amount: stalled.rawValue)
    stalled = .zero
  }
}
