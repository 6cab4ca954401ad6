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
    /// Another basal rate for some time, with what it gives in all.
    case temporaryRate = "temporary_rate"
    /// No basal infusion for some time.
    case plannedStop = "planned_stop"
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

  /// A catheter as it was ordered, and what the pump's volume data makes of it.
  package struct Catheter: Equatable {
    package let order: SetCatheter
    /// The model by its name, and the volume of the catheter in nL; `nil` when the pump was not
    /// asked before.
    package let name: ShortText<8>?
    package let nanolitres: UInt32?

    init(_ order: SetCatheter, _ report: CatheterReport?) {
      self.order = order
      let model = report?.model(order.model)
      name = model?.name
      nanolitres = report?.model == order.model ? report?.catheterNanolitres : nil
    }
  }

  package var therapy: TherapyReport?
  package var catheter: Catheter?
  package var dose: Dose?
  package var refill: Refill?

  package init() {}
}
