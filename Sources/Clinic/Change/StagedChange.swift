import Quantities
package import Telemetry

/// A change of the pump's programme: all that is staged, read back and committed together.
package struct StagedChange {
  /// The record of a refill.
  package var refill: StageRefill?
  /// Day plans.
  package var plans: [StageDayPlan] = []
  /// The programme; the one that runs stays when there is none.
  package var therapy: Therapy?
  /// New settings of the patient bolus.
  package var patientBolus: PatientBolusChange?
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  package var overridesSoftLimits = false

  package init(
    refill: StageRefill? = nil, plans: [StageDayPlan] = [], therapy: Therapy? = nil,
    patientBolus: PatientBolusChange? = nil, overridesSoftLimits: Bool = false
  ) {
    self.refill = refill
    self.plans = plans
    self.therapy = therapy
    self.patientBolus = patientBolus
    self.overridesSoftLimits = overridesSoftLimits
  }

  /// What becomes of the patient bolus.
  package enum PatientBolusChange: Equatable {
    case off
    case on(PatientBolus)

    package var settings: PatientBolus? {
      switch self {
      case .off: nil
      case .on(let settings): settings
      }
    }
  }

  /// Its parts, in the order the pump checks them in.
  package var parts: [Request.Part] {
    var parts: [Request.Part] = []
    if let refill { parts.append(.refill(refill)) }
    parts += plans.map(Request.Part.dayPlan)
    if let therapy {
      parts.append(.therapy(StageTherapy(therapy, overridesSoftLimits: overridesSoftLimits)))
    }
    if let patientBolus {
      parts.append(
        .patientBolus(
          StagePatientBolus(
            patientBolus.settings, overridesSoftLimits: overridesSoftLimits)))
    }
    return parts
  }
}

extension StagedChange {
  /// What stages it and reads all of it back.
  var steps: [VisitStep] {
    parts.map { .stage($0) } + [.readBack] + (refill == nil ? [] : [.readRefill])
      + [.plans(staged: plans.map { $0.number })]
      + (patientBolus == nil ? [] : [.patientBolus(.staged)])
  }
}

extension StagedChange {
  /// A part of a change.
  package enum Part: Equatable {
    case programme
    case dayPlan
    case patientBolus
    case refill
    case lowAlarm
  }

  /// What of a committed change the pump does not hold as it was sent; `nil` when all of it is.
  package func difference(from after: Interrogation, _ plans: [PlanNumber: DayPlan]?) -> Part? {
    if let therapy, therapy != after.therapy { return .programme }
    if let plans, !self.plans.allSatisfy({ plans[$0.number] == $0.plan }) { return .dayPlan }
    if let patientBolus, patientBolus.settings != after.patientBolus { return .patientBolus }
    if let refill {
      guard refill.filledNanolitres == after.filledNanolitres, refill.drug == after.drug else {
        return .refill
      }
      guard refill.lowAlarmNanolitres == after.lowAlarmNanolitres else { return .lowAlarm }
    }
    return nil
  }
}
