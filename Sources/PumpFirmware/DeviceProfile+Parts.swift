public import Quantities
public import Telemetry

/// The volumes drug passes on its way, as data with a version: an earlier figure for such a tubing
/// was withdrawn because primes over-delivered. Spec: therapy.md, "Fluid path".
public struct FluidPath: Sendable {
  /// Which edition of the figures this is; an order that names another is refused.
  public var version: UInt16
  /// The part of the path that lies in the pump.
  public var tubing: Nanolitres
  /// The catheter as it was implanted and trimmed, until the pump is told which one it is.
  public var catheter: Nanolitres
  /// The catheters whose volumes are known.
  public var models: CatheterModels
  /// What no syringe reaches and a refill mixes with.
  public var residual: Nanolitres
  /// The flow of a prime; never zero.
  public var primeFlow: FlowRate
  /// A larger difference between the volume drawn out and the counter is suspicious.
  public var discrepancy: Nanolitres

  /// A path from its parts.
  public init(
    version: UInt16, tubing: Nanolitres, catheter: Nanolitres, residual: Nanolitres,
    primeFlow: FlowRate, discrepancy: Nanolitres, models: CatheterModels = CatheterModels()
  ) {
    precondition(primeFlow > .zero, "a prime must flow")
    self.version = version
    self.tubing = tubing
    self.catheter = catheter
    self.residual = residual
    self.primeFlow = primeFlow
    self.discrepancy = discrepancy
    self.models = models
  }

  /// From the reservoir's outlet to the catheter's tip, until the pump is told of a catheter.
  public var volume: Nanolitres { tubing + catheter }
}

/// Up to four models of catheters, by the numbers that orders name them by. Spec: therapy.md,
/// "Catheter".
public struct CatheterModels: Sendable {
  /// How many there can be.
  public static var capacity: UInt8 { 4 }

  private var rows = [4 of CatheterModel](repeating: .missing)
  /// How many there are; they are numbered from 1.
  public private(set) var count: UInt8 = 0
  /// By how many mm what is implanted and what was cut off may differ from the length a model is
  /// made in.
  public var tolerance: UInt16

  /// No model yet, and half a centimetre of tolerance unless told.
  public init(tolerance: UInt16 = 5) { self.tolerance = tolerance }

  /// Adds a model, with the next number; false when there is no place for it.
  @discardableResult
  public mutating func add(_ model: CatheterModel) -> Bool {
    guard count < Self.capacity else { return false }
    rows[Int(UInt64(count))] = model
    count += 1
    return true
  }

  /// The model of a number; one without a name or a length where there is none.
  public subscript(number: UInt8) -> CatheterModel {
    @_addressableSelf get {
      number >= 1 && number <= count ? rows[Int(UInt64(number - 1))] : .missing
    }
  }
}

extension CatheterModel {
  /// Stands where there is no model.
  static var missing: CatheterModel {
    CatheterModel(name: ShortText(), stockMillimetres: 0, nanolitresPerCentimetre: 0)
  }

  /// What a length of it holds, in whole nL, rounded down.
  public func volume(ofMillimetres length: UInt16) -> Nanolitres {
    Nanolitres(rawValue: UInt64(UInt32(nanolitresPerCentimetre) * UInt32(length) / 10))
  }
}

/// How finely a programme can be cut in time. Spec: therapy.md, "Limits".
public struct ProgrammeGrid: Sendable {
  /// Steps of a day begin at multiples of this many minutes; never zero.
  public var stepMinutes: UInt16
  /// Boluses of a programme, and those of a patient, come no closer than this many minutes.
  public var shortestInterval: UInt16

  /// A grid from its parts; half an hour and an hour unless told.
  public init(stepMinutes: UInt16 = 30, shortestInterval: UInt16 = 60) {
    precondition(stepMinutes > 0 && shortestInterval > 0, "a grid has meshes")
    self.stepMinutes = stepMinutes
    self.shortestInterval = shortestInterval
  }
}

/// When the pump sounds its tones. Spec: therapy.md, "Tones".
public struct AlarmTimings: Sendable {
  /// Between two tones while a critical alarm is active; never zero.
  public var criticalInterval: Milliseconds
  /// Between two tones while only others are; never zero.
  public var otherInterval: Milliseconds
  /// The longest silence, in minutes.
  public var longestSilence: UInt16
  /// How long delivery may be stopped before that is an alarm.
  public var longestStop: Milliseconds
  /// Between two tests of processor and memories; never zero.
  public var selfTestInterval: Milliseconds

  /// Timings from their parts: 10 min, 60 min, 24 h, 48 h and 60 min unless told.
  public init(
    criticalInterval: Milliseconds = .minutes(10), otherInterval: Milliseconds = .minutes(60),
    longestSilence: UInt16 = 1440, longestStop: Milliseconds = .hours(48),
    selfTestInterval: Milliseconds = .minutes(60)
  ) {
    precondition(
      criticalInterval > .zero && otherInterval > .zero && selfTestInterval > .zero,
      "what comes back must have an interval")
    self.criticalInterval = criticalInterval
    self.otherInterval = otherInterval
    self.longestSilence = longestSilence
    self.longestStop = longestStop
    self.selfTestInterval = selfTestInterval
  }
}

/// How long a temporary rate and a planned stop may last. Spec: therapy.md, "Temporary rate".
public struct TemporaryLimits: Sendable {
  /// The longest temporary rate, in minutes.
  public var longestRate: UInt16
  /// The longest planned stop, in minutes.
  public var longestStop: UInt16
  /// How many minutes before the end of a longer one its tone sounds.
  public var reminder: UInt16

  /// Limits from their parts; 72 h, 24 h and 30 min unless told.
  public init(longestRate: UInt16 = 4320, longestStop: UInt16 = 1440, reminder: UInt16 = 30) {
    self.longestRate = longestRate
    self.longestStop = longestStop
    self.reminder = reminder
  }
}
