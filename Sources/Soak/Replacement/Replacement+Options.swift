import BadLink
import PumpFirmware
import Quantities
import Telemetry

extension Replacement {
  /// How the pump that follows goes with the one it follows; the words are those of the trace.
  enum Fit: String {
    case sameModel = "is of the same model"
    case otherModel = "is of another model"
    case lowerLimits = "allows less a day"
    case otherDrug = "holds another drug"
    case otherStrength = "holds another strength"
    case otherCatheter = "was told of another catheter"
    case ownTherapy = "has a therapy of its own"
    case almostSame = "has the same therapy but for the dose"
    case withoutClock = "has no clock"
    case otherClock = "has a clock of its own"

    static let shares: [Fit] =
      Array(repeating: .sameModel, count: 8) + Array(repeating: .otherModel, count: 4) + [
        .lowerLimits, .otherDrug, .otherStrength, .otherCatheter, .ownTherapy, .almostSame,
        .withoutClock, .otherClock,
      ]
  }

  /// What may go wrong in a replacement, each in one of two of them; and somebody may give it up.
  struct Harms {
    private(set) var hasPower: Bool
    private(set) var hasMemory: Bool
    private(set) var hasCrashes: Bool
    private(set) var hasJumps: Bool
    private(set) var isDeaf: Bool
    private(set) var isGivenUp: Bool
    var hasMemoryFailed = false
    let line: LinkFaults
    /// How often a transfer is begun until nothing goes wrong any more.
    let tries: Int

    init(_ random: inout Random, _ options: SoakOptions, without: Set<FaultClass>) {
      func isDrawn(_ fault: FaultClass, _ random: inout Random) -> Bool {
        random.once(in: 2) && !without.contains(fault)
      }
      hasPower = isDrawn(.power, &random) && !options.isBatterySmall
      hasMemory = isDrawn(.memory, &random)
      hasCrashes = isDrawn(.crash, &random)
      hasJumps = isDrawn(.jump, &random)
      let faults = LinkFaults(drawn: &random)
      var calm = LinkFaults()
      calm.latency = Milliseconds(rawValue: 20)
      line = isDrawn(.link, &random) ? faults : calm
      isDeaf = isDrawn(.link, &random)
      isGivenUp = random.once(in: 2)
      tries = Int(random.from(1...6))
    }

    mutating func end() {
      hasPower = false
      hasMemory = false
      hasCrashes = false
      hasJumps = false
      isDeaf = false
      isGivenUp = false
    }
  }
}

extension SoakOptions {
  /// A pump that follows the one of a world: filled, at minimum rate, on the table, with keys and a
  /// memory of its own.
  init(following old: SoakWorld, _ fit: Replacement.Fit, _ random: inout Random) {
    var scope = old.scope
    scope.seed ^= 0x464F_4C4C_4F57
    self.init(scope)
    let theirs = old.reference
    let drawn = device
    weights = old.options.weights
    line = LinkFaults()
    line.latency = Milliseconds(rawValue: 20)
    orderLife = old.options.orderLife
    patient = nil
    plans = [:]
    isImplanted = false
    device = fit == .otherModel ? drawn : old.options.device
    device.battery = Self.endlessBattery
    isBatterySmall = false
    device.identity.serial = ShortText("PLK-000002".utf8.span) ?? device.identity.serial
    if fit == .otherModel {
      device.identity.model = ShortText("PL-20".utf8.span) ?? device.identity.model
    }
    let other: UInt64 = fit == .otherCatheter ? 2200 : 0
    device.path.catheter = Nanolitres(rawValue: UInt64(theirs.catheterVolume) + other)
    if fit == .lowerLimits {
      device.limits.maximumFlow = FlowRate(rawValue: 120_000)
      device.limits.maximumDailyVolume = Nanolitres(rawValue: 120_000)
    }
    var clock = theirs.clock.map { WallClock(rawValue: UInt32($0)) }
    if fit == .withoutClock { clock = nil }
    if fit == .otherClock, let shown = clock {
      clock = WallClock(rawValue: shown.rawValue + UInt32(random.from(0...1000)))
    }
    self.clock = clock
    implant = Self.implant(following: theirs, fit, clock, &random)
  }

  private static func implant(
    following old: ReferencePump, _ fit: Replacement.Fit, _ clock: WallClock?,
    _ random: inout Random
  ) -> DurableState {
    let strength = UInt32(old.strength) + (fit == .otherStrength ? 1 : 0)
    var therapy = Therapy.minimumRate
    var patient: PatientBolus?
    if fit == .ownTherapy || fit == .almostSame {
      therapy = .simpleContinuous(random.usualDose(UInt64(strength)))
    }
    let theirs = old.programme.therapy
    if fit == .almostSame, theirs.mode == .simpleContinuous {
      // No less than the least flow there is, and so within every limit that theirs is in.
      let least = UInt32(48_000 * UInt64(strength) / 1000 + 1)
      let less = max(theirs.dose.nanogramsPerDay / 3 * 2, least)
      let dose = less == theirs.dose.nanogramsPerDay ? less + 1 : less
      therapy = .simpleContinuous(
        DoseRate(nanogramsPerDay: dose) ?? theirs.dose, periodic: theirs.periodic)
      patient = old.patient
    }
    let other = old.drug == .baclofen ? DrugCode.morphine : .baclofen
    let low = random.once(in: 2) ? UInt64(old.lowAlarm) : 1_000_000
    return DurableState(
      therapy: therapy, patientBolus: patient, drug: fit == .otherDrug ? other : old.drug,
      concentration: Concentration(microgramsPerMillilitre: strength) ?? .weakest,
      filledVolume: Nanolitres(rawValue: random.from(10_000_000...40_000_000)),
      lowAlarmVolume: Nanolitres(rawValue: low), clock: clock, rotor: 0)
  }
}
