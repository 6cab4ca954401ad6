import Quantities
package import Telemetry

/// What is carried over from a pump that is replaced: its programme with its plans, the patient
/// bolus, the low-reservoir alarm, the drug and the catheter.
///
/// Not carried over, for a pump cannot be told of it: what its log holds, what was given in the
/// last 24 hours, and when the patient had a bolus last.
package struct TransferSource: Equatable {
  package let now: Interrogation
  package let programme: Programme
  /// What the patient may ask for; `nil` when that is off.
  package let patientBolus: PatientBolus?

  package init(now: Interrogation, programme: Programme, patientBolus: PatientBolus?) {
    self.now = now
    self.programme = programme
    self.patientBolus = patientBolus
  }

  /// All that was read of a pump; `nil` when something was not.
  init?(_ facts: VisitFacts) {
    guard let now = facts.now, let programme = facts.programme, let bolus = facts.patientBolus
    else { return nil }
    self.init(now: now, programme: programme, patientBolus: bolus.settings)
  }

  /// What is read of a pump that may be either end of a transfer.
  static let reads: [VisitStep] = [
    .interrogate, .therapy, .plans(staged: nil), .patientBolus(.committed),
  ]

  /// The volume of the catheter, in nL: what is left of the path without the pump's own part.
  package var catheterNanolitres: UInt32 { PathTransit.catheter(now) }

  /// The programme as it is staged in the new pump. Its periodic boluses go on as they are due in
  /// the old one, and do not begin anew.
  package var therapy: Therapy {
    guard let bolus = programme.therapy.periodic, let minutes = now.minutesToPeriodicBolus,
      let first = UInt16(exactly: minutes)
    else { return programme.therapy }
    return programme.therapy.with(firstMinutes: first, of: bolus)
  }

  /// All that is staged in the new pump.
  package func change(overridesSoftLimits: Bool) -> StagedChange {
    StagedChange(
      plans: PlanNumber.lowestFirst.compactMap { number in
        programme.plans[number].map { StageDayPlan(number, $0) }
      },
      therapy: therapy, patientBolus: patientBolus.map { .on($0) } ?? .off,
      overridesSoftLimits: overridesSoftLimits)
  }

  /// Whether it gives what another pump gives: the same programme, whenever its boluses begin, and
  /// the same bolus for the patient. Only a canary leaves a value out.
  func isSameTherapy(as other: TransferSource, without left: TransferRow.Value? = nil) -> Bool {
    TransferRow.Value.allTherapy.allSatisfy { $0 == left || $0.isSame(self, other) }
  }
}

extension Therapy {
  /// The same programme with its periodic bolus so many minutes from the commit.
  fileprivate func with(firstMinutes: UInt16, of bolus: PeriodicBolus) -> Therapy {
    guard
      let later = PeriodicBolus(
        nanograms: bolus.nanograms, milliseconds: bolus.milliseconds,
        intervalMinutes: bolus.intervalMinutes, firstMinutes: firstMinutes)
    else { return self }
    switch mode {
    case .simpleContinuous: return .simpleContinuous(dose, periodic: later)
    case .daySchedule: return .daySchedule(week, periodic: later)
    case .periodicBolus: return .periodicBolus(later)
    case .minimumRate: return self
    }
  }
}
