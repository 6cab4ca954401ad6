import Clinic
import Quantities
import Telemetry

extension Wanted {
  /// What the visit machine is to do.
  func intent() throws(HandheldError) -> VisitMachine.Intent {
    switch matter {
    case .programme(let dose):
      change(.programme(ProgrammeWanted(dose: dose, periodic: nil)))
    case .schedule(let days): change(.schedule(try Self.week(days), keepsOtherDays: false))
    case .refill(let details): change(.refill(details.wanted))
    case .patientBolus(let bolus): change(.patientBolus(bolus.map { .on($0) } ?? .off))
    case .bolus(let amount, let length):
      .order(
        .bolus(
          nanograms: amount.wholeNanograms, duration: length, overridesSoftLimits: isBeyondUsual))
    case .prime(let path): .order(.prime(path))
    case .bridge(let flow):
      .order(.bridge(flowNanolitresPerDay: Nanolitres(rawValue: flow.rawValue).onWire))
    case .cancelBridge: .order(.cancelBridge)
    case .temporary(let dose, let length, let reason):
      .order(
        .temporary(
          TemporaryWanted(
            dose: dose, minutes: length.wholeMinutes, reason: reason,
            overridesSoftLimits: isBeyondUsual)))
    case .resume: .order(.resume)
    }
  }

  private func change(_ matter: ChangeWanted.Matter) -> VisitMachine.Intent {
    .change(
      ChangeWanted(matter, overridesSoftLimits: isBeyondUsual), indication?.inClinic)
  }

  private static func week(
    _ days: [(days: Set<Weekday>, steps: [Step])]
  ) throws(HandheldError) -> ScheduleWanted {
    var week = ScheduleWanted()
    for (weekdays, steps) in days {
      let sorted = steps.sorted { $0.minute < $1.minute }
      var plan: DayPlan?
      for step in sorted {
        guard let step = DayStep(startMinute: step.minute, dose: step.dose) else { continue }
        if plan == nil {
          plan = DayPlan(step)
        } else if plan?.append(step) != true {
          throw HandheldError(.impossible, "a day has at most \(DayPlan.maximumSteps) steps")
        }
      }
      guard let plan else { throw HandheldError(.impossible, "a day without a step") }
      do throws(WantedProblem) {
        try week.add(Weekdays(weekdays.map(\.rawValue)), plan)
      } catch {
        throw HandheldError(.wanted(error))
      }
    }
    return week
  }
}

extension Wanted.Indication {
  fileprivate var inClinic: Clinic.Indication {
    switch self {
    case .spinal: .spinal
    case .cerebral: .cerebral
    case .child: .child
    }
  }
}

extension Wanted.RefillDetails {
  fileprivate var wanted: RefillWanted {
    var refill = RefillWanted(
      filled: filled.onWire, withdrawn: withdrawn.onWire)
    refill.concentration = strength
    refill.decision = bridge
    refill.skipReason = skipReason
    refill.isRinsed = isRinsed
    refill.acceptsDiscrepancy = acceptsDiscrepancy
    if let dose { refill.programme = ProgrammeWanted(dose: dose, periodic: nil) }
    return refill
  }
}
