package import Quantities
package import Telemetry

/// What a patient's own handset tells, and nothing else: what the pump does, whether an extra dose
/// can be asked for and when, and whom the alarms make them call.
///
/// It is worked out from what the pump tells the patient's role. No dose, strength or programme is
/// in it.
package struct HandsetView: Equatable {
  /// What the pump is doing, as a patient would say it.
  package enum Runs: String, CaseIterable {
    /// It gives what was programmed.
    case programme
    /// It gives an extra dose beside that.
    case extraDose = "extra_dose"
    /// It fills its catheter, and the programme waits.
    case filling
    /// It carries out the medicine it had before, and the programme waits.
    case changeover
    /// It gives another amount than programmed for some time, as the clinic ordered.
    case temporary
    /// It pauses for some time, as the clinic ordered.
    case paused
    /// It gives next to nothing, since somebody called for the emergency.
    case emergencyRate = "emergency_rate"
    /// It is stopped until a clinician resumes it.
    case stopped
    /// It means to give what was programmed, and nothing comes.
    case noDrug = "no_drug"
    /// It has ended for good.
    case ended
  }

  /// Whether the patient has to call the clinic.
  package enum Call: String, CaseIterable {
    case none
    /// In the next days, for an appointment.
    case schedule
    /// At once: medicine may not be flowing.
    case now
  }

  /// What stands against an extra dose.
  package enum Hindrance: String, CaseIterable {
    /// It is not known whether the last order was carried out: another could be one too many.
    case outcomeUnknown = "outcome_unknown"
    /// The clinic allowed none.
    case off
    /// The pump has ended for good.
    case ended
    /// The pump is stopped.
    case stopped
    /// It fills its catheter.
    case filling
    /// It carries out the medicine it had before.
    case changeover
    /// It pauses, as the clinic ordered.
    case paused
    /// A dose is being given.
    case doseRunning = "dose_running"
    /// A critical alarm is active.
    case alarm
    /// As many began in the last 24 hours as may.
    case mostReached = "most_reached"
    /// The last began too short a while ago.
    case lockout
  }

  /// When an extra dose becomes possible.
  package struct Possible: Equatable {
    /// Not before that.
    package let notBefore: Ahead
    /// At the latest then, which is the same moment; `nil` where the pump does not tell how long
    /// what waits will take.
    package let atLatest: Ahead?

    /// Whether it is known to the second.
    package var isExact: Bool { notBefore == atLatest }
  }

  package let runs: Runs
  /// How long what runs beside or in place of the programme still takes; `nil` for nothing.
  package let rest: Ahead?
  /// The alarms that are active, in the order of their numbers.
  package let alarms: AlarmSet
  /// What stands against an extra dose; `nil` when nothing does that the pump tells of.
  package let hindrance: Hindrance?
  /// When one becomes possible, if nobody does anything; `nil` when it does not by itself.
  package let possible: Possible?
  /// How many may still begin in these 24 hours, and how many may in any; `nil` when it is off.
  package let requests: Requests?
  /// The pump's clock; `nil` when it was never set.
  package let clock: WallClock?

  /// How many extra doses there are in 24 hours.
  package struct Requests: Equatable {
    package let left: UInt8
    package let most: UInt8
  }

  /// What a pump said to the patient's role; `isUnsettled` when an order before has no outcome.
  package init(_ now: Interrogation, _ bolus: PatientBolusReport, isUnsettled: Bool) {
    runs = Runs(now)
    let temporary = TemporaryState(now)
    let running =
      now.infusion == nil
      ? nil : Ahead(Milliseconds(rawValue: UInt64(now.bolusRemainingMilliseconds)))
    rest = temporary?.end ?? running
    alarms = now.status.alarms
    clock = now.clock
    requests = bolus.settings.map { settings in
      let most = settings.maximumPerDay
      return Requests(left: most - min(bolus.startedToday, most), most: most)
    }
    let lockout = Ahead(seconds: bolus.lockoutSecondsLeft)
    let found: Hindrance? =
      if isUnsettled {
        .outcomeUnknown
      } else if requests == nil {
        .off
      } else {
        Hindrance(now) ?? (requests?.left == 0 ? .mostReached : nil)
          ?? (lockout.seconds > 0 ? .lockout : nil)
      }
    hindrance = found
    // What waits for this to end takes its time too, and the pump does not say how long.
    let isLast = now.bridgeWaitingNanolitres == 0
    let pause = temporary.map { $0.isStop ? $0.end.seconds : 0 } ?? 0
    let own = max(lockout.seconds, bolus.maximumSecondsLeft)
    let first = max(own, max(running?.seconds ?? 0, pause))
    switch found {
    case .outcomeUnknown, .off, .ended, .stopped, .alarm: possible = nil
    case nil, .filling, .changeover, .paused, .doseRunning, .mostReached, .lockout:
      let moment = Ahead(seconds: first)
      possible = Possible(notBefore: moment, atLatest: isLast ? moment : nil)
    }
  }

  /// Whether the clinic has to be called: at once where medicine may not be flowing.
  package var call: Call {
    switch runs {
    case .emergencyRate, .stopped, .noDrug, .ended: return .now
    case .programme, .extraDose, .filling, .changeover, .temporary, .paused: break
    }
    if alarms.hasCritical { return .now }
    return alarms.isEmpty ? .none : .schedule
  }
}

extension HandsetView.Runs {
  fileprivate init(_ now: Interrogation) {
    switch Present(now) {
    case .ended: self = .ended
    case .stopped: self = .stopped
    case .emergency: self = .emergencyRate
    case .programme:
      if now.status.alarms.obstacle != nil {
        self = .noDrug
        return
      }
      if let temporary = TemporaryState(now) {
        self = temporary.isStop ? .paused : .temporary
        return
      }
      switch now.infusion {
      case nil: self = .programme
      case .bolus, .patientBolus, .periodicBolus: self = .extraDose
      case .prime: self = .filling
      case .bridge: self = .changeover
      }
    }
  }
}

extension HandsetView.Hindrance {
  /// What a pump would refuse a patient's request for before it looks at the clock (therapy.md,
  /// "Precedence"); `nil` for nothing.
  fileprivate init?(_ now: Interrogation) {
    if now.status.alarms.failure != nil {
      self = .ended
    } else if now.status.flags.isStopped {
      self = .stopped
    } else if TemporaryState(now)?.isStop == true {
      self = .paused
    } else if now.infusion == .prime {
      self = .filling
    } else if now.infusion == .bridge {
      self = .changeover
    } else if now.infusion != nil {
      self = .doseRunning
    } else if now.status.alarms.hasCritical {
      self = .alarm
    } else {
      return nil
    }
  }
}
