import Quantities
package import Telemetry

/// What the emergency does to a pump. It is called for without a key, so that nothing is known of
/// the pump but which it is, and all that can be shown is what holds for every pump.
package struct EmergencyPreview: Equatable {
  package let pump: Identity

  /// The emergency at a pump that named itself.
  package init(pump: Identity) { self.pump = pump }

  /// Something that a person must know before he calls.
  package enum Effect: CaseIterable {
    /// Delivery goes to the minimum rate, until a clinician resumes the therapy.
    case minimumRate
    /// What runs beside the programme ends: a bolus, a prime. A bridge waits, and boluses of the
    /// programme and of the patient are left out.
    case endsInfusions
    /// It cannot stop the pump, take back what was given, or start a stopped pump.
    case endsThere
    /// A sudden loss of intrathecal baclofen can kill.
    case withdrawal
  }

  /// All that it does, in the order in which it is shown.
  package var effects: [Effect] { Effect.allCases }

  /// What has to be given before it is called for: somebody is in a hurry, and it can only ever
  /// lessen the drug.
  package var need: ConsentNeed { .yes }
}
