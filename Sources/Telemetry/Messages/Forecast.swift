/// What is foretold. Spec: messages.md, "forecastSubject".
public enum ForecastSubject: UInt8, Hashable, Sendable {
  /// What runs now, if nobody gives an order.
  case running = 0
  /// All that is staged, if it were committed now.
  case staged = 1
  /// A bolus, if it began now.
  case bolus = 2
  /// A prime, if it began now.
  case prime = 3
  /// A bridge, if it began now.
  case bridge = 4
  /// The end of a stop or of the emergency rate.
  case resume = 5
  /// The end of the bridge that runs or waits.
  case cancelBridge = 6
}

/// Which rule of the largest step an order is beyond. Spec: therapy.md, "Largest step".
public enum StepRule: UInt8, Hashable, Sendable {
  /// It is within all of them.
  case none = 0
  /// A day's total is further above the lowest that was in force in the last 24 hours than the
  /// profile's largest step, 200 % unless it says otherwise.
  case aboveDouble = 1
  /// A day's total is further below the highest that was in force in the last 24 hours than the
  /// profile's largest step back.
  case belowHalf = 2
  /// A single, periodic or patient bolus is a larger share of a day's dose than the profile's, 50 %
  /// unless it says otherwise.
  case bolusAboveHalf = 3
  /// The strength changes and no bridge carries the old liquid out at the old dose.
  case bridgeSkipped = 4
  /// A prime pushes more drug out of the catheter tip than the profile's share of a day's dose.
  case primeReachesTip = 5
}

/// The request to foretell what is to come. Nothing is carried out.
///
/// Spec: messages.md, "readForecast".
public enum ReadForecast: Hashable, Sendable {
  /// As things are.
  case running
  /// If all that is staged were committed now.
  case staged
  /// If a bolus of so many ng over so many ms, neither of them zero, began now.
  case bolus(nanograms: UInt32, milliseconds: UInt32)
  /// If a prime began now.
  case prime(PrimedPath)
  /// If a bridge at so many nL/day, never zero, began now.
  case bridge(flowNanolitresPerDay: UInt32)
  /// If delivery were resumed now.
  case resume
  /// If the bridge ended now.
  case cancelBridge

  /// What is foretold.
  public var subject: ForecastSubject {
    switch self {
    case .running: .running
    case .staged: .staged
    case .bolus: .bolus
    case .prime: .prime
    case .bridge: .bridge
    case .resume: .resume
    case .cancelBridge: .cancelBridge
    }
  }

  init(from reader: inout ByteReader) {
    let subject = reader.forecastSubject()
    let path = reader.u8()
    let primed = PrimedPath(rawValue: path)
    if subject == .prime ? primed == nil : path != 0 { reader.reject() }
    let nanograms = reader.u32()
    if (subject == .bolus) == (nanograms == 0) { reader.reject() }
    let milliseconds = reader.u32()
    if (subject == .bolus) == (milliseconds == 0) { reader.reject() }
    let flow = reader.u32()
    if (subject == .bridge) == (flow == 0) { reader.reject() }
    self =
      switch subject {
      case .running: .running
      case .staged: .staged
      case .bolus: .bolus(nanograms: nanograms, milliseconds: milliseconds)
      case .prime: .prime(primed ?? .wholePath)
      case .bridge: .bridge(flowNanolitresPerDay: flow)
      case .resume: .resume
      case .cancelBridge: .cancelBridge
      }
  }

  func encode(to writer: inout ByteWriter) {
    var path: UInt8 = 0
    var bolus: (nanograms: UInt32, milliseconds: UInt32) = (0, 0)
    var flow: UInt32 = 0
    switch self {
    case .running, .staged, .resume, .cancelBridge: break
    case .bolus(let nanograms, let milliseconds): bolus = (nanograms, milliseconds)
    case .prime(let part): path = part.rawValue
    case .bridge(let flowNanolitresPerDay): flow = flowNanolitresPerDay
    }
    writer.put(subject.rawValue)
    writer.put(path)
    writer.put(bolus.nanograms)
    writer.put(bolus.milliseconds)
    writer.put(flow)
  }
}

/// What is to come. Moments are seconds from now; one that does not come, or comes after the end of
/// service, is `nil`. Spec: messages.md, "forecast"; therapy.md, "Forecast".
public struct Forecast: Hashable, Sendable {
  /// What is foretold, as it was asked.
  public var subject: ForecastSubject
  /// The token of the staged set that is foretold; zero for every other subject.
  public var token: UInt32
  /// Until what leaves the reservoir from now on reaches the catheter tip.
  public var secondsToTip: UInt32?
  /// Until the reservoir counter reaches the alarm volume; zero when it is there.
  public var secondsToLowAlarm: UInt32?
  /// Until the reservoir counter reaches zero; zero when it is there.
  public var secondsToEmpty: UInt32?
  /// Until the elective replacement indicator; zero once it is reached.
  public var secondsToReplacement: UInt32?
  /// Until the end of service; zero once it is reached.
  public var secondsToEndOfService: UInt32?
  /// What the next 24 hours may hold, and what stands against it.
  public var step: StepFigures

  /// What any 24 hours will hold, held against what was in force. Spec: therapy.md, "Largest step".
  public struct StepFigures: Hashable, Sendable {
    /// The most drug that any 24 hours will hold, in ng, rounded up.
    public var mostNanograms: UInt32
    /// The smallest day's total in force in the last 24 hours, in ng/day; zero when none was.
    public var formerLeastNanograms: UInt32
    /// The largest day's total in force in the last 24 hours, in ng/day; zero when none was.
    public var formerMostNanograms: UInt32
    /// The drug that a prime pushes out of the tip at most, in ng; zero for every other subject.
    public var tipNanograms: UInt32
    /// Which rule it is beyond; then the order needs the total confirmed.
    public var beyond: StepRule

    /// Figures from their parts.
    public init(
      mostNanograms: UInt32, formerLeastNanograms: UInt32, formerMostNanograms: UInt32,
      tipNanograms: UInt32 = 0, beyond: StepRule = .none
    ) {
      self.mostNanograms = mostNanograms
      self.formerLeastNanograms = formerLeastNanograms
      self.formerMostNanograms = formerMostNanograms
      self.tipNanograms = tipNanograms
      self.beyond = beyond
    }
  }

  /// Whether the fields that belong to one subject are zero for the others.
  private var isConsistent: Bool {
    (subject == .staged || token == 0) && (subject == .prime || step.tipNanograms == 0)
  }

  /// A forecast from its parts. `token` belongs to a staged set and `tipNanograms` to a prime;
  /// anywhere else a value other than zero traps.
  public init(
    subject: ForecastSubject, token: UInt32 = 0, secondsToTip: UInt32?, secondsToLowAlarm: UInt32?,
    secondsToEmpty: UInt32?, secondsToReplacement: UInt32?, secondsToEndOfService: UInt32?,
    step: StepFigures
  ) {
    self.subject = subject
    self.token = token
    self.secondsToTip = secondsToTip
    self.secondsToLowAlarm = secondsToLowAlarm
    self.secondsToEmpty = secondsToEmpty
    self.secondsToReplacement = secondsToReplacement
    self.secondsToEndOfService = secondsToEndOfService
    self.step = step
    precondition(isConsistent, "a forecast contradicts its own subject")
  }

  init(from reader: inout ByteReader) {
    subject = reader.forecastSubject()
    token = reader.u32()
    if subject != .staged && token != 0 { reader.reject() }
    secondsToTip = reader.optionalSpan()
    secondsToLowAlarm = reader.optionalSpan()
    secondsToEmpty = reader.optionalSpan()
    secondsToReplacement = reader.optionalSpan()
    secondsToEndOfService = reader.optionalSpan()
    step = StepFigures(
      mostNanograms: reader.u32(), formerLeastNanograms: reader.u32(),
      formerMostNanograms: reader.u32(), tipNanograms: reader.u32())
    if subject != .prime && step.tipNanograms != 0 { reader.reject() }
    let beyond = StepRule(rawValue: reader.u8())
    if beyond == nil { reader.reject() }
    step.beyond = beyond ?? .none
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(subject.rawValue)
    writer.put(token)
    writer.put(span: secondsToTip)
    writer.put(span: secondsToLowAlarm)
    writer.put(span: secondsToEmpty)
    writer.put(span: secondsToReplacement)
    writer.put(span: secondsToEndOfService)
    writer.put(step.mostNanograms)
    writer.put(step.formerLeastNanograms)
    writer.put(step.formerMostNanograms)
    writer.put(step.tipNanograms)
    writer.put(step.beyond.rawValue)
  }
}

extension ByteReader {
  fileprivate mutating func forecastSubject() -> ForecastSubject {
    let subject = ForecastSubject(rawValue: u8())
    if subject == nil { reject() }
    return subject ?? .running
  }
}
