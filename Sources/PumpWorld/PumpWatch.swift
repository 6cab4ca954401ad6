package import PumpPlant
package import Quantities
package import Telemetry

/// Something that happened to a pump or in it, at its true moment. Spec: bench.md, "Events".
package struct PumpHappening: Equatable, Sendable {
  /// When, in true time.
  package let time: TherapyTime
  /// What it was.
  package let what: What

  /// Something at a moment.
  package init(time: TherapyTime, what: What) {
    self.time = time
    self.what = what
  }

  /// What can happen. What the pump itself writes down is told by its log.
  package enum What: Equatable, Sendable {
    /// An entry came into the ring of the pump's log, and so is durable.
    case logged(LogEntry)
    /// The first tone of an alarm.
    case alarm(Alarm, Tone)
    /// Power is gone: switched off or failed, or the battery is dead.
    case powerLost(isBatteryDead: Bool)
    /// The firmware started on its memory.
    case started(ResetCause)
    /// The programming head was moved.
    case head(HeadPlace)
    /// A unit fails from now on, to a moment where it ends by itself; what is over at once has
    /// happened.
    case fault(Fault, end: TherapyTime?)
    /// A unit's fault is over.
    case faultCleared(Fault)
    /// Whoever is in the body called, so many times in all.
    case patientCalled(PatientCall.Reason, calls: UInt64)
  }
}

/// Something that ends an advance at its own moment. Spec: bench.md, "Until".
package enum PumpStop: Equatable, Sendable {
  /// The first tone of this alarm, or of any.
  case alarm(Alarm?)
  /// Nothing above the residual is left in the reservoir, whatever the pump counts.
  case empty
  /// A step of the day schedule begins.
  case nextStep
  /// A bolus ends: ordered, of the patient or of the programme.
  case bolusEnd
  /// Whoever is in the body calls.
  case patientCalls

  /// Whether it is this that happened.
  func isReached(by what: PumpHappening.What) -> Bool {
    switch (self, what) {
    case (.alarm(let wanted), .alarm(let alarm, _)): return wanted == nil || wanted == alarm
    case (.nextStep, .logged(let entry)): return entry.kind == .step
    case (.bolusEnd, .logged(let entry)):
      guard entry.kind == .infusionEnded else { return false }
      switch InfusionKind(rawValue: entry.detail) {
      case .bolus, .patientBolus, .periodicBolus: return true
      case .prime, .bridge, nil: return false
      }
    case (.patientCalls, .patientCalled): return true
    case (.alarm, _), (.empty, _), (.nextStep, _), (.bolusEnd, _), (.patientCalls, _): return false
    }
  }
}

/// What is noted down of a pump's life for whoever watches it, and what is looked out for.
package struct PumpWatch: Sendable {
  /// What happened since it was taken last, in its order.
  var fresh: [PumpHappening] = []
  /// The newest entry of the log that was told: one whose write was repeated is told once.
  private var toldEntry: UInt32 = 0
  /// Whether the pump had power when that was told last.
  private var isOn: Bool
  /// The calls that were told.
  private var calls: UInt64
  /// What is looked out for.
  var stop: PumpStop?
  /// What of it came first since then.
  var reached: PumpHappening?

  /// A watch that begins over a pump as it stands there.
  init(isOn: Bool, calls: UInt64) {
    self.isOn = isOn
    self.calls = calls
  }

  mutating func note(_ what: PumpHappening.What, at time: TherapyTime) {
    let happening = PumpHappening(time: time, what: what)
    fresh.append(happening)
    if reached == nil, stop?.isReached(by: what) == true { reached = happening }
  }

  mutating func noteEntry(_ entry: LogEntry, at time: TherapyTime) {
    guard entry.sequence > toldEntry else { return }
    toldEntry = entry.sequence
    note(.logged(entry), at: time)
  }

  mutating func noteStart(_ cause: ResetCause, at time: TherapyTime) {
    isOn = true
    note(.started(cause), at: time)
  }

  mutating func notePowerLost(isBatteryDead: Bool, at time: TherapyTime) {
    guard isOn else { return }
    isOn = false
    note(.powerLost(isBatteryDead: isBatteryDead), at: time)
  }

  mutating func noteCalls(_ count: UInt64, _ last: PatientCall?, at time: TherapyTime) {
    defer { calls = count }
    guard count > calls, let last else { return }
    note(.patientCalled(last.reason, calls: count), at: time)
  }
}
