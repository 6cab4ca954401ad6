import Quantities
package import Telemetry

extension AlarmSet {
  /// The alarm that ended delivery in a way that nobody can resume from; `nil` when none did.
  package var failure: Alarm? { first { $0.endsDelivery } }

  /// The alarm that keeps drug from flowing though it is infused by the programme.
  package var obstacle: Alarm? { first { $0.hold == .unseen } }

  /// The active alarm with the lowest number that is meant.
  private func first(where isMeant: (Alarm) -> Bool) -> Alarm? {
    for number in UInt8.min...UInt8.max {
      if let alarm = Alarm(rawValue: number), contains(alarm), isMeant(alarm) { return alarm }
    }
    return nil
  }
}

extension Alarm {
  /// How the cause of an alarm holds up the infusion.
  fileprivate enum Hold {
    /// Not at all, or as the pump's flags and its programme say.
    case shown
    /// None is left, though the pump counts on as if it infused.
    case unseen
    /// It has ended, and nobody can resume it.
    case forGood
  }

  /// Whether delivery has ended with it in a way that nobody can resume from.
  package var endsDelivery: Bool { hold == .forGood }

  fileprivate var hold: Hold {
    switch self {
    case .endOfService, .memoryLost, .selfTestFailed, .deliveryFault: .forGood
    case .motorStall, .emptyReservoir: .unseen
    case .lowReservoir, .electiveReplacement, .memoryError, .stoppedTooLong, .lowBatteryReset,
      .clockUncertain, .emergencyRate:
      .shown
    }
  }
}
