package import Quantities
package import Telemetry

/// An order that cannot raise what the patient gets beyond what a clinician agreed to before, so
/// that a plain yes is always enough. Every other is a ``DoseOrder``.
package enum PlainOrder {
  /// End a bolus or a prime.
  case cancelBolus
  /// Stop delivery.
  case stop
  /// Give the patient the bolus that was set for him.
  case requestBolus
  /// Set the wall clock.
  case setClock(WallClock, reason: ClockReason, acceptsShift: Bool)
  /// Set the volume of the low-reservoir alarm, in nL.
  case setLowAlarm(UInt32)
  /// Silence the tones for so many minutes.
  case silenceAlarms(minutes: UInt16)
  /// Put a new key in place of a role's.
  case rotateKey(Role, AsconBlock)

  /// The order as it is sent.
  package var body: Order.Body {
    switch self {
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .requestBolus: .requestBolus
    case .setClock(let clock, let reason, let acceptsShift):
      .setClock(SetClock(clock, reason: reason, acceptsShift: acceptsShift))
    case .setLowAlarm(let nanolitres): .setLowAlarm(SetLowAlarm(nanolitres: nanolitres))
    case .silenceAlarms(let minutes): .silenceAlarms(SilenceAlarms(minutes: minutes))
    case .rotateKey(let role, let key): .rotateKey(RotateKey(role: role, key: key))
    }
  }
}
