public import Quantities
public import Telemetry

/// What the firmware knows about the device it runs in: factory data, never changed by a session.
public struct DeviceProfile: Sendable {
  /// Who the pump is.
  public var identity: Identity
  /// What a full reservoir holds, above the residual.
  public var capacity: Nanolitres
  /// What one stroke of the motor moves, by calibration; never zero.
  public var strokeVolume: Nanolitres
  /// The volumes between the refill port and the catheter's tip.
  public var path: FluidPath
  /// Limits of the device, which nothing overrides.
  public var limits: DeviceLimits
  /// The drugs it knows, each with limits that a clinician may override. The first is the one it
  /// was made for.
  public var drugs: DrugTable
  /// How finely a programme can be cut.
  public var grid: ProgrammeGrid
  /// How the battery gauge reads.
  public var battery: BatteryCalibration
  /// When the pump sounds, and for how long it may be told not to.
  public var alarmTimings: AlarmTimings
  /// How long a temporary rate may last.
  public var temporary: TemporaryLimits
  /// The session closes after this long without a request, in link time.
  public var sessionIdle: Milliseconds

  #if CANARIES
    /// A mistake that is built into the pump on purpose.
    public var canary: Canary?
  #endif

  /// A profile from its parts, of a pump that knows baclofen by its limits and no other drug.
  public init(
    identity: Identity, capacity: Nanolitres, strokeVolume: Nanolitres, path: FluidPath,
    limits: DeviceLimits, drugLimits: DrugLimits, grid: ProgrammeGrid = ProgrammeGrid(),
    battery: BatteryCalibration, alarmTimings: AlarmTimings = AlarmTimings(),
    temporary: TemporaryLimits = TemporaryLimits(), sessionIdle: Milliseconds
  ) {
    precondition(strokeVolume > .zero, "a stroke must move something")
    self.identity = identity
    self.capacity = capacity
    self.strokeVolume = strokeVolume
    self.path = path
    self.limits = limits
    drugs = DrugTable(.baclofen, drugLimits)
    self.grid = grid
    self.battery = battery
    self.alarmTimings = alarmTimings
    self.temporary = temporary
    self.sessionIdle = sessionIdle
  }
}

/// Hard limits of the device. Reaching one is refused, whoever asks. Spec: therapy.md, "Limits".
public struct DeviceLimits: Sendable {
  /// The flow of minimum rate, which keeps the catheter open.
  public var minimumRate: FlowRate
  /// The least flow of an infusion with effect.
  public var minimumFlow: FlowRate
  /// The greatest basal flow.
  public var maximumFlow: FlowRate
  /// The greatest flow of basal and bolus together.
  public var maximumTotalFlow: FlowRate
  /// The greatest flow of a bolus by itself.
  public var maximumBolusFlow: FlowRate
  /// The largest bolus.
  public var maximumBolus: Nanolitres
  /// The most that may be programmed in any 24 hours.
  public var maximumDailyVolume: Nanolitres

  /// Limits from their parts.
  public init(
    minimumRate: FlowRate, minimumFlow: FlowRate, maximumFlow: FlowRate,
    maximumTotalFlow: FlowRate, maximumBolusFlow: FlowRate, maximumBolus: Nanolitres,
    maximumDailyVolume: Nanolitres
  ) {
    self.minimumRate = minimumRate
    self.minimumFlow = minimumFlow
    self.maximumFlow = maximumFlow
    self.maximumTotalFlow = maximumTotalFlow
    self.maximumBolusFlow = maximumBolusFlow
    self.maximumBolus = maximumBolus
    self.maximumDailyVolume = maximumDailyVolume
  }
}

/// Up to four drugs that a pump takes, with the limits of each. Spec: therapy.md, "Another drug".
public struct DrugTable: Sendable {
  /// How many there can be.
  public static var capacity: Int { 4 }

  private var codes = [4 of UInt8](repeating: 0)
  private var rows: [4 of DrugLimits]

  /// A table of one drug.
  public init(_ code: DrugCode, _ limits: DrugLimits) {
    rows = [4 of DrugLimits](repeating: limits)
    codes[0] = code.rawValue
  }

  /// Adds a drug, or gives one that is there other limits; false when there is no place for it.
  @discardableResult
  public mutating func set(_ code: DrugCode, _ limits: DrugLimits) -> Bool {
    for place in codes.indices where codes[place] == code.rawValue || codes[place] == 0 {
      codes[place] = code.rawValue
      rows[place] = limits
      return true
    }
    return false
  }

  /// The drug of a place, from 0; `nil` where there is none.
  package func drug(at place: Int) -> DrugCode? { DrugCode(rawValue: codes[place]) }

  /// Whether there are limits of a drug.
  public func knows(_ code: DrugCode) -> Bool {
    for place in codes.indices where codes[place] == code.rawValue { return true }
    return false
  }

  /// The limits of a drug; of one that is not known those of the first, which no dose passes by:
  /// such a drug is refused before.
  public subscript(code: DrugCode) -> DrugLimits {
    @_addressableSelf get {
      for place in codes.indices where codes[place] == code.rawValue { return rows[place] }
      return rows[0]
    }
    set { set(code, newValue) }
  }
}

/// Soft limits of a drug. Going beyond one needs the clinician's explicit word.
public struct DrugLimits: Sendable {
  /// The least usual dose.
  public var minimumDose: DoseRate
  /// The greatest usual dose.
  public var maximumDose: DoseRate
  /// The largest usual bolus.
  public var maximumBolus: Picograms
  /// The least time a bolus is usually given in.
  public var minimumBolusDuration: Milliseconds
  /// The strengths made for long-term use.
  public var strengths: Strengths
  /// The largest step of a day's total, in percent of the lowest that was in force; down it is the
  /// same the other way round. 200 lets a total double or halve; at least 100.
  public var largestStep: UInt16
  /// The largest bolus, and the largest prime out of the tip, in percent of a day's dose.
  public var largestShare: UInt16

  /// Limits from their parts; double or half, and half a day's dose, unless told.
  public init(
    minimumDose: DoseRate, maximumDose: DoseRate, maximumBolus: Picograms,
    minimumBolusDuration: Milliseconds, strengths: Strengths = Strengths(500, 1000, 2000),
    largestStep: UInt16 = 200, largestShare: UInt16 = 50
  ) {
    precondition(largestStep >= 100, "a step is to what was, or beyond it")
    self.minimumDose = minimumDose
    self.maximumDose = maximumDose
    self.maximumBolus = maximumBolus
    self.minimumBolusDuration = minimumBolusDuration
    self.strengths = strengths
    self.largestStep = largestStep
    self.largestShare = largestShare
  }

  /// Up to four strengths in mcg/mL.
  public struct Strengths: Sendable {
    private var values: [4 of UInt32]

    /// The given strengths; zero stands for none.
    public init(_ first: UInt32, _ second: UInt32 = 0, _ third: UInt32 = 0, _ fourth: UInt32 = 0) {
      values = [first, second, third, fourth]
    }

    /// How many there can be.
    package static var capacity: Int { 4 }

    /// The strength of a place, from 0, in mcg/mL; 0 where there is none.
    package subscript(place: Int) -> UInt32 { values[place] }

    /// Whether a strength is one of them.
    public func contains(_ strength: Concentration) -> Bool {
      for place in values.indices where values[place] == strength.microgramsPerMillilitre {
        return true
      }
      return false
    }
  }
}

/// How the firmware turns battery readings into service that is left.
public struct BatteryCalibration: Sendable {
  /// The energy of a new battery.
  public var capacity: Nanojoules
  /// What the pump draws when the motor rests, in nJ per ms.
  public var idlePower: UInt64
  /// What one stroke takes.
  public var strokeEnergy: Nanojoules
  /// The reading, in 1/100 %, at which elective replacement is indicated.
  public var replacementReading: UInt16
  /// From the indicator to the end of service.
  public var serviceAfterIndicator: Milliseconds
  /// From the factory to the end of service, whatever the battery says.
  public var calendarLife: Milliseconds

  /// A calibration from its parts.
  public init(
    capacity: Nanojoules, idlePower: UInt64, strokeEnergy: Nanojoules,
    replacementReading: UInt16, serviceAfterIndicator: Milliseconds, calendarLife: Milliseconds
  ) {
    self.capacity = capacity
    self.idlePower = idlePower
    self.strokeEnergy = strokeEnergy
    self.replacementReading = replacementReading
    self.serviceAfterIndicator = serviceAfterIndicator
    self.calendarLife = calendarLife
  }
}
