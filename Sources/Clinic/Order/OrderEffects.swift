import Quantities
package import Telemetry

/// What an order brings about when it is carried out.
package struct OrderEffects: Equatable {
  /// What a dose beside the basal infusion is, as the archive names it.
  package enum DoseKind: String, CaseIterable {
    case bolus = "bolus"
    case patientBolus = "patient_bolus"
    case prime = "prime"
    case bridge = "bridge"
    /// The patient may ask for boluses from now on, or for others.
    case patientBolusSet = "patient_bolus_set"
    case patientBolusOff = "patient_bolus_off"
  }

  /// A dose beside the basal infusion.
  package struct Dose: Equatable {
    package let kind: DoseKind
    package var nanograms: UInt32?
    package var milliseconds: UInt32?
  }

  /// A refill as it was staged, and what the pump said it leads to.
  package struct Refill: Equatable {
    package let staged: StageRefill
    package let report: RefillReport
    /// Until the counter reaches the alarm's volume, in min; `nil` when it was not foretold.
    package var minutesToLowAlarm: UInt32?
  }

  package var therapy: TherapyReport?
  package var dose: Dose?
  package var refill: Refill?

  package init() {}
}
