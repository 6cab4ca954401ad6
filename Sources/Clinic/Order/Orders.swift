package import Quantities
package import Telemetry

// Every order in one place: as it is wanted, shown and given, and what it brings about.

/// An order as it is wanted, before the pump is known that it is given to. A change of the
/// programme is a ``ChangeWanted``, and a new key is ordered by ``KeyRotation``.
package enum OrderWanted: Equatable {
  /// A bolus beside the programme, of so many ng.
  case bolus(nanograms: UInt32, duration: Milliseconds, overridesSoftLimits: Bool)
  /// The end of a bolus or prime that runs.
  case cancelBolus
  /// A prime of a part of the path.
  case prime(PrimedPath)
  /// A bridge at a flow in nL/day.
  case bridge(flowNanolitresPerDay: UInt32)
  /// The end of the bridge that runs or waits.
  case cancelBridge
  /// Another rate than the programme's for some time, or none.
  case temporary(TemporaryWanted)
  /// The end of that before its time.
  case endTemporary
  /// No delivery.
  case stop
  /// Delivery again.
  case resume
  /// Silent tones for so many minutes; zero ends a silence.
  case silenceAlarms(minutes: UInt16)
  /// The volume of the low-reservoir alarm, in nL.
  case lowAlarm(nanolitres: UInt32)
  /// A time of the wall clock, and why; without a reason it is worked out where it can be.
  case setClock(WallClock, reason: ClockReason?, acceptsShift: Bool)
  /// The bolus that the patient may ask for.
  case requestBolus
  /// The catheter as it was implanted or revised.
  case catheter(CatheterWanted)

  /// What is read of the pump before the order can be shown.
  var reads: [VisitStep] {
    switch self {
    case .bolus, .resume, .temporary: [.interrogate, .therapy]
    case .lowAlarm: [.interrogate, .foretell]
    case .setClock: [.interrogate, .clockSchedule]
    case .catheter(let wanted): [.interrogate, .therapy, .catheter, .foreseeCatheter(wanted)]
    case .cancelBolus, .prime, .bridge, .cancelBridge, .stop, .silenceAlarms, .requestBolus,
      .endTemporary:
      [.interrogate]
    }
  }

  /// The order of which a forecast has to be consented to; `nil` where a yes is enough.
  func dose(_ now: Interrogation) -> DoseOrder? {
    switch self {
    case .bolus(let nanograms, let duration, let overrides):
      .bolus(
        nanograms: nanograms, milliseconds: UInt32(clamping: duration.rawValue),
        overridesSoftLimits: overrides)
    case .prime(let path): .prime(path, volumesVersion: now.volumesVersion)
    case .bridge(let flow):
      .bridge(flowNanolitresPerDay: flow, volumesVersion: now.volumesVersion)
    case .cancelBridge: .cancelBridge
    case .temporary(let wanted): .temporary(wanted)
    case .resume: .resume
    case .cancelBolus, .stop, .silenceAlarms, .lowAlarm, .setClock, .requestBolus, .catheter,
      .endTemporary:
      nil
    }
  }
}

extension OrderWanted {
  /// What an order would do that a yes is enough for.
  func plainOutlook(
    _ now: Interrogation, _ facts: VisitFacts
  ) throws(VisitFault) -> OrderOutlook {
    switch self {
    case .cancelBolus: return .cancelBolus(now)
    case .stop: return .stop(now)
    case .endTemporary: return .endTemporary(now)
    case .silenceAlarms(let minutes): return .silence(SilencePreview(minutes: minutes, now: now))
    case .requestBolus: return .requestBolus(now.patientBolus)
    case .setClock(let clock, let reason, let acceptsShift):
      return .clock(try Self.clock(clock, reason, acceptsShift, now, facts))
    case .lowAlarm(let nanolitres):
      guard let running = facts.running else { throw .wrongKind }
      return .lowAlarm(LowAlarmPreview(nanolitres: nanolitres, now: now, running: running))
    case .catheter:
      guard let order = facts.catheterOrder, let before = facts.catheter,
        let after = facts.catheterAfter, let programme = facts.report
      else { throw .wrongKind }
      return .catheter(
        CatheterPreview(
          order, now: now, dailyNanograms: programme.dailyNanograms, before: before, after: after))
    case .bolus, .prime, .bridge, .cancelBridge, .temporary, .resume: throw .wrongKind
    }
  }

  /// What an order would do whose forecast has to be consented to.
  func doseOutlook(
    _ now: Interrogation, _ foretold: Forecast, _ facts: VisitFacts
  ) throws(VisitFault) -> OrderOutlook {
    switch self {
    case .bolus(let nanograms, let duration, _):
      guard let programme = facts.report else { throw .wrongKind }
      return .bolus(
        BolusPreview(
          nanograms: nanograms, duration: duration, now: now, programme: programme,
          foretold: foretold))
    case .resume:
      guard let programme = facts.report else { throw .wrongKind }
      return .resume(ResumePreview(now: now, programme: programme, foretold: foretold))
    case .prime(let path): return .prime(PrimePreview(path, now: now, foretold: foretold))
    case .bridge(let flow):
      return .bridge(BridgePreview(flow: flow, now: now, foretold: foretold))
    case .cancelBridge: return .cancelBridge(BridgeEndPreview(now: now, foretold: foretold))
    case .temporary(let wanted):
      guard let programme = facts.report else { throw .wrongKind }
      return .temporary(
        TemporaryPreview(wanted, now: now, programme: programme, foretold: foretold))
    case .cancelBolus, .stop, .silenceAlarms, .lowAlarm, .setClock, .requestBolus, .catheter,
      .endTemporary:
      throw .wrongKind
    }
  }

  private static func clock(
    _ clock: WallClock, _ given: ClockReason?, _ acceptsShift: Bool, _ now: Interrogation,
    _ facts: VisitFacts
  ) throws(VisitFault) -> ClockPreview {
    let shift = now.clock.map {
      ClockShift(old: $0, new: clock, therapy: now.therapy, schedule: facts.programme)
    }
    guard let reason = ClockPreview.reason(given, now, shift) else {
      throw .clockReason(
        shiftSeconds: shift?.seconds ?? 0, isSchedule: now.therapy.mode == .daySchedule)
    }
    return ClockPreview(
      clock, now: now, shift: shift, reason: reason, acceptsShift: acceptsShift)
  }
}

/// What an order would do to the pump as it was read: what a person is shown before he agrees.
package indirect enum OrderOutlook {
  case bolus(BolusPreview)
  /// What runs, and of it is still to come.
  case cancelBolus(Interrogation)
  case prime(PrimePreview)
  case bridge(BridgePreview)
  case cancelBridge(BridgeEndPreview)
  case temporary(TemporaryPreview)
  /// What runs in place of the programme's basal infusion, and ends.
  case endTemporary(Interrogation)
  /// What flows, and ends.
  case stop(Interrogation)
  case resume(ResumePreview)
  case silence(SilencePreview)
  case lowAlarm(LowAlarmPreview)
  case clock(ClockPreview)
  /// What the patient may ask for; `nil` when that is off, and the pump counts what it denies.
  case requestBolus(PatientBolus?)
  case catheter(CatheterPreview)

  /// The order that a yes is enough for; `nil` for one that is proposed with its forecast.
  package var plain: PlainOrder? {
    switch self {
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .endTemporary: .endTemporary
    case .silence(let preview): .silenceAlarms(minutes: preview.minutes)
    case .lowAlarm(let preview): .setLowAlarm(preview.nanolitres)
    case .clock(let preview):
      .setClock(preview.clock, reason: preview.reason, acceptsShift: preview.acceptsShift)
    case .requestBolus: .requestBolus
    case .catheter(let preview): .setCatheter(preview.order)
    case .bolus, .prime, .bridge, .cancelBridge, .temporary, .resume: nil
    }
  }

  /// The drugs that an order whose forecast is consented to is about; `nil` of any other.
  package var drugs: DrugsInPlay? {
    switch self {
    case .bolus(let preview): DrugsInPlay(preview.now)
    case .prime(let preview): DrugsInPlay(preview.now)
    case .bridge(let preview): DrugsInPlay(preview.now)
    case .cancelBridge(let preview): DrugsInPlay(preview.now)
    case .temporary(let preview): DrugsInPlay(preview.now)
    case .resume(let preview): DrugsInPlay(preview.now)
    case .cancelBolus, .endTemporary, .stop, .silence, .lowAlarm, .clock, .requestBolus, .catheter:
      nil
    }
  }

  /// The bolus that it begins, in ng and ms; `nil` where it begins none, or the pump names none.
  package var bolus: (nanograms: UInt32, milliseconds: UInt32)? {
    switch self {
    case .bolus(let preview): (preview.nanograms, UInt32(clamping: preview.duration.rawValue))
    case .requestBolus(let settings): settings.map { ($0.nanograms, $0.milliseconds) }
    case .cancelBolus, .prime, .bridge, .cancelBridge, .temporary, .endTemporary, .stop, .resume,
      .silence, .lowAlarm, .clock, .catheter:
      nil
    }
  }
}

/// An order that cannot raise what the patient gets beyond what a clinician agreed to before, so
/// that a plain yes is always enough. Every other is a ``DoseOrder``.
package enum PlainOrder {
  /// End a bolus or a prime.
  case cancelBolus
  /// Stop delivery.
  case stop
  /// End a temporary rate or a planned stop; the programme goes on.
  case endTemporary
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
  /// Take note of a catheter.
  case setCatheter(SetCatheter)

  /// The order as it is sent.
  package var body: Order.Body {
    switch self {
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .endTemporary: .endTemporaryRate
    case .requestBolus: .requestBolus
    case .setClock(let clock, let reason, let acceptsShift):
      .setClock(SetClock(clock, reason: reason, acceptsShift: acceptsShift))
    case .setLowAlarm(let nanolitres): .setLowAlarm(SetLowAlarm(nanolitres: nanolitres))
    case .silenceAlarms(let minutes): .silenceAlarms(SilenceAlarms(minutes: minutes))
    case .rotateKey(let role, let key): .rotateKey(RotateKey(role: role, key: key))
    case .setCatheter(let order): .setCatheter(order)
    }
  }
}

extension OrderEffects {
  /// The effects of an order, after what was staged before it in the same session.
  package init(of body: Order.Body, after staged: StagedMessages) {
    switch body {
    case .startBolus(let bolus):
      dose = Dose(
        kind: .bolus, nanograms: bolus.nanograms, milliseconds: bolus.milliseconds)
    case .requestBolus:
      let settings = staged.patientBolus
      dose = Dose(
        kind: .patientBolus, nanograms: settings?.nanograms,
        milliseconds: settings?.milliseconds)
    case .startPrime: dose = Dose(kind: .prime)
    case .startBridge: dose = Dose(kind: .bridge)
    case .commit:
      if let settings = staged.onlyPatientBolus {
        dose = Dose(
          kind: settings.settings == nil ? .patientBolusOff : .patientBolusSet,
          nanograms: settings.settings?.nanograms, milliseconds: settings.settings?.milliseconds)
        break
      }
      therapy = staged.therapy
      if let stage = staged.refill, let report = staged.refillReport {
        refill = Refill(
          staged: stage, report: report,
          minutesToLowAlarm: staged.forecast?.lowAlarm?.minutes(from: staged.clock))
      }
    case .setCatheter(let order): catheter = Catheter(order, staged.catheter)
    case .startTemporaryRate(let rate):
      let wanted = TemporaryWanted(dose: rate.dose, minutes: rate.minutes, reason: rate.reason)
      dose = Dose(
        kind: wanted.isStop ? .plannedStop : .temporaryRate, nanograms: wanted.nanograms,
        milliseconds: UInt32(rate.minutes) * 60_000)
    // Orders that are no therapy, dose or refill; what they withhold comes with their outcome.
    case .cancelBolus, .stop, .resume, .cancelBridge, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey:
      break
    }
  }
}
