public import Quantities
public import Telemetry

/// What a clinician wants of a pump that changes what the patient gets. The pump foretells it, and
/// nothing comes of it without consent to the total that was foretold.
public struct Wanted: Sendable {
  /// What the patient is treated for; the usual steps of titration depend on it.
  public enum Indication: Sendable {
    /// An adult with spasticity of spinal origin.
    case spinal
    /// An adult with spasticity of cerebral origin.
    case cerebral
    /// A child.
    case child
  }

  /// A step of a day: from a time on, a dose.
  public struct Step: Equatable, Sendable {
    let minute: UInt16
    let dose: DoseRate

    /// A dose from a time of day on, until the next step; on the pump's grid of half hours.
    public static func at(_ hour: UInt16, _ minute: UInt16, _ dose: DoseRate) -> Step {
      precondition(hour < 24 && minute < 60, "\(hour):\(minute) is no time of day")
      return Step(minute: hour * 60 + minute, dose: dose)
    }

    /// A dose from a full hour on, until the next step.
    public static func at(_ hour: UInt16, _ dose: DoseRate) -> Step { at(hour, 0, dose) }
  }

  /// A day of the week.
  public enum Weekday: Int, CaseIterable, Sendable {
    /// The days, from Monday on.
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  }

  enum Matter: Sendable {
    case programme(DoseRate?)
    case schedule([(days: Set<Weekday>, steps: [Step])])
    case refill(RefillDetails)
    case patientBolus(PatientBolus?)
    case bolus(Picograms, Milliseconds)
    case prime(PrimedPath)
    case bridge(FlowRate)
    case cancelBridge
    case temporary(DoseRate, Milliseconds, TemporaryReason)
    case resume
  }

  /// What was drawn out and filled in, and what is to become of it.
  struct RefillDetails: Sendable {
    let filled: Nanolitres
    let withdrawn: Nanolitres
    let strength: Concentration?
    let bridge: BridgeDecision
    let skipReason: SkipReason
    let dose: DoseRate?
    let isRinsed: Bool
    let acceptsDiscrepancy: Bool
  }

  let matter: Matter
  var isBeyondUsual = false
  var indication: Indication?

  private init(_ matter: Matter) { self.matter = matter }

  /// The same dose day and night.
  public static func steady(_ dose: DoseRate) -> Wanted { Wanted(.programme(dose)) }

  /// The flow that keeps the catheter open, and no more.
  public static let minimumRate = Wanted(.programme(nil))

  /// The same steps on every day, the first of them at midnight.
  public static func schedule(_ steps: [Step]) -> Wanted {
    .week([(Set(Weekday.allCases), steps)])
  }

  /// Steps for some days of the week and others for others; each day has some.
  public static func week(_ days: [(days: Set<Weekday>, steps: [Step])]) -> Wanted {
    for day in days {
      precondition(!day.steps.isEmpty, "a day without a step gives nothing to say")
    }
    return Wanted(.schedule(days))
  }

  /// A bolus beside the programme.
  public static func bolus(_ amount: Picograms, over length: Milliseconds) -> Wanted {
    Wanted(.bolus(amount, length))
  }

  /// Delivery again, after a stop.
  public static let resume = Wanted(.resume)

  /// The record of a refill: what was drawn out and filled in, and the dose with it if it changes.
  /// Without a strength it is the one that the pump holds. The liquid itself is moved by
  /// ``Pump/withdraw(_:)`` and ``Pump/fill(_:of:)``.
  public static func refill(
    _ filled: Nanolitres, withdrawn: Nanolitres, of strength: Concentration? = nil,
    bridge: BridgeDecision = .none, skipping reason: SkipReason = .none, dose: DoseRate? = nil,
    isRinsed: Bool = false, acceptsDiscrepancy: Bool = false
  ) -> Wanted {
    Wanted(
      .refill(
        RefillDetails(
          filled: filled, withdrawn: withdrawn, strength: strength, bridge: bridge,
          skipReason: reason, dose: dose, isRinsed: isRinsed,
          acceptsDiscrepancy: acceptsDiscrepancy)))
  }

  /// Another dose than the programme's for some time, in whole minutes; none is a planned stop.
  public static func temporary(
    _ dose: DoseRate, for length: Milliseconds, because reason: TemporaryReason
  ) -> Wanted {
    Wanted(.temporary(dose, length, reason))
  }

  /// A prime of the whole path, or of the catheter.
  public static func prime(_ path: PrimedPath) -> Wanted { Wanted(.prime(path)) }

  /// A bridge at a flow, until what is in the path has reached the tip.
  public static func bridge(_ flow: FlowRate) -> Wanted { Wanted(.bridge(flow)) }

  /// The end of a bridge that runs or waits.
  public static let cancelBridge = Wanted(.cancelBridge)

  /// The bolus that the patient may ask for: so much, over some time, again after a while, and so
  /// often in 24 hours.
  public static func patientBolus(
    _ amount: Picograms, over length: Milliseconds, lockout: Milliseconds, perDay: UInt8
  ) -> Wanted {
    let bolus = PatientBolus(
      nanograms: amount.wholeNanograms, milliseconds: UInt32(clamping: length.rawValue),
      lockoutMinutes: lockout.wholeMinutes, maximumPerDay: perDay)
    guard let bolus else { preconditionFailure("a bolus of nothing, or one that is never given") }
    return Wanted(.patientBolus(bolus))
  }

  /// No bolus for the patient to ask for.
  public static let noPatientBolus = Wanted(.patientBolus(nil))

  /// The same, with the clinician's word for going beyond what is usual of the drug.
  public var beyondUsual: Wanted {
    var wanted = self
    wanted.isBeyondUsual = true
    return wanted
  }

  /// The same, held against what is usual for patients like this one.
  public func `for`(_ indication: Indication) -> Wanted {
    var wanted = self
    wanted.indication = indication
    return wanted
  }
}

extension Milliseconds {
  /// The length in min, the unit of programmes on the wire; traps where it is none of those.
  var wholeMinutes: UInt16 {
    guard rawValue % 60_000 == 0, let minutes = UInt16(exactly: rawValue / 60_000) else {
      preconditionFailure("\(Self.words(rawValue)) is no whole number of minutes up to 65 535")
    }
    return minutes
  }
}

extension Nanolitres {
  /// The volume in the width of the wire; traps above 4.29 L.
  var onWire: UInt32 {
    guard let volume = UInt32(exactly: rawValue) else {
      preconditionFailure("\(Self.words(rawValue)) is in no syringe")
    }
    return volume
  }
}

extension Picograms {
  /// The amount in ng, the unit of doses on the wire; traps where it is none of those.
  var wholeNanograms: UInt32 {
    precondition(rawValue % 1000 == 0, "\(rawValue) pg is no whole number of nanograms")
    guard let nanograms = UInt32(exactly: rawValue / 1000) else {
      preconditionFailure("\(Self.words(rawValue)) is more than any order can say")
    }
    return nanograms
  }
}
