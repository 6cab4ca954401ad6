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
      return .clock(try ClockPreview(clock, reason, acceptsShift, now, facts))
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
    case .silence(let preview): .silenceAlarms(SilenceAlarms(minutes: preview.minutes))
    case .lowAlarm(let preview): .setLowAlarm(SetLowAlarm(nanolitres: preview.nanolitres))
    case .clock(let preview):
      .setClock(
        SetClock(preview.clock, reason: preview.reason, acceptsShift: preview.acceptsShift))
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
package struct PlainOrder {
  /// The order as it is sent.
  package let body: Order.Body

  fileprivate init(_ body: Order.Body) { self.body = body }

  /// End a bolus or a prime.
  package static var cancelBolus: Self { Self(.cancelBolus) }
  /// Stop delivery.
  package static var stop: Self { Self(.stop) }
  /// End a temporary rate or a planned stop; the programme goes on.
  package static var endTemporary: Self { Self(.endTemporaryRate) }
  /// Give the patient the bolus that was set for him.
  package static var requestBolus: Self { Self(.requestBolus) }
  /// Set the wall clock.
  package static func setClock(_ order: SetClock) -> Self { Self(.setClock(order)) }
  /// Set the volume of the low-reservoir alarm.
  package static func setLowAlarm(_ order: SetLowAlarm) -> Self { Self(.setLowAlarm(order)) }
  /// Silence the tones.
  package static func silenceAlarms(_ order: SilenceAlarms) -> Self { Self(.silenceAlarms(order)) }
  /// Put a new key in place of a role's.
  package static func rotateKey(_ order: RotateKey) -> Self { Self(.rotateKey(order)) }
  /// Take note of a catheter.
  package static func setCatheter(_ order: SetCatheter) -> Self { Self(.setCatheter(order)) }
}

/// An order that was recorded, to be given again.
package enum OrderAgain {
  /// A yes is enough for it.
  case plain(PlainOrder)
  /// Its forecast has to be consented to.
  case dose(DoseOrder)
  /// What it tells the pump was so once: a time, a key, a catheter.
  case past

  /// - Parameters:
  ///   - token: The pump's own for what is staged in it now.
  ///   - volumes: The version of its volume data.
  ///   - overrides: Whether what went beyond a soft limit does so again.
  package init(_ body: Order.Body, token: UInt32, volumes: UInt16, overrides: Bool) {
    switch body {
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate, .setLowAlarm, .silenceAlarms:
      self = .plain(PlainOrder(body))
    case .commit: self = .dose(.commit(token: token))
    case .startBolus(let bolus):
      self = .dose(
        .bolus(
          nanograms: bolus.nanograms, milliseconds: bolus.milliseconds,
          overridesSoftLimits: overrides && bolus.overridesSoftLimits))
    case .startPrime(let prime): self = .dose(.prime(prime.path, volumesVersion: volumes))
    case .startBridge(let bridge):
      self = .dose(
        .bridge(flowNanolitresPerDay: bridge.flowNanolitresPerDay, volumesVersion: volumes))
    case .cancelBridge: self = .dose(.cancelBridge)
    case .resume: self = .dose(.resume)
    case .startTemporaryRate(let rate):
      self = .dose(
        .temporary(
          TemporaryWanted(
            dose: rate.dose, minutes: rate.minutes, reason: rate.reason,
            overridesSoftLimits: overrides && rate.overridesSoftLimits)))
    case .setClock, .rotateKey, .setCatheter: self = .past
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
