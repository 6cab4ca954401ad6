package import Quantities
package import Telemetry

/// What setting the wall clock does.
package struct ClockPreview {
  package let clock: WallClock
  package let now: Interrogation
  /// How the clock moves; `nil` when it was never set.
  package let shift: ClockShift?
  package let reason: ClockReason
  /// Whether it is confirmed that a schedule repeats or leaves out steps.
  package let acceptsShift: Bool

  package init(
    _ clock: WallClock, now: Interrogation, shift: ClockShift?, reason: ClockReason,
    acceptsShift: Bool
  ) {
    self.clock = clock
    self.now = now
    self.shift = shift
    self.reason = reason
    self.acceptsShift = acceptsShift
  }

  /// Whether the pump will refuse it, for it shifts a schedule only if that is confirmed.
  package var isRefused: Bool { shift?.crossesStep == true && !acceptsShift }

  /// More than a clock drifts between two visits, in s: why it was so far off only a person knows.
  private static let mostDrift: UInt64 = 900

  /// The reason to send: what is no drift is not called one, for the pump's log keeps it for good.
  /// `nil` when only a person knows it.
  package static func reason(
    _ given: ClockReason?, _ now: Interrogation, _ shift: ClockShift?
  ) -> ClockReason? {
    if let given { return given }
    guard let shift, !now.status.alarms.contains(.clockUncertain) else { return .set }
    return shift.seconds.magnitude > mostDrift ? nil : .correction
  }
}

extension ClockPreview {
  /// What setting the clock to a time would do; without a reason it is worked out where it can be.
  init(
    _ clock: WallClock, _ given: ClockReason?, _ acceptsShift: Bool, _ now: Interrogation,
    _ facts: VisitFacts
  ) throws(VisitFault) {
    let shift = now.clock.map {
      ClockShift(old: $0, new: clock, therapy: now.therapy, schedule: facts.programme)
    }
    guard let reason = Self.reason(given, now, shift) else {
      throw .clockReason(
        shiftSeconds: shift?.seconds ?? 0, isSchedule: now.therapy.mode == .daySchedule)
    }
    self.init(clock, now: now, shift: shift, reason: reason, acceptsShift: acceptsShift)
  }
}
