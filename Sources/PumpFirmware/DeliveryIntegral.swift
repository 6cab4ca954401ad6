public import Quantities
public import Telemetry

/// A dose spread evenly over a time, on top of the basal infusion or in its place.
public struct Infusion: Hashable, Sendable {
  /// What it is.
  public var kind: InfusionKind
  /// The whole dose.
  public var dose: Picograms
  /// Over how long it is given; never zero.
  public var duration: Milliseconds
  /// When it began.
  public var start: TherapyTime
  /// What of it is already in the integral.
  public var counted: Picograms

  /// When it is given in full.
  var end: TherapyTime { start.after(duration) }

  /// What of it is programmed up to a moment: the dose times the elapsed share of the duration,
  /// rounded down to the picogram, and the whole dose from its end on.
  func programmed(by time: TherapyTime) -> Picograms {
    guard time < end else { return dose }
    guard time > start else { return .zero }
    let product = dose.rawValue.multipliedFullWidth(by: time.since(start).rawValue)
    // Nearly always in one word: dividing two is many times the work.
    if product.high == 0 { return Picograms(rawValue: product.low / duration.rawValue) }
    return Picograms(rawValue: duration.rawValue.dividingFullWidth(product).quotient)
  }
}

/// The drug that is programmed up to now and not yet pumped.
///
/// ## Why it cannot drift
///
/// A stroke of the motor holds a whole number of picograms (nL times mcg/mL), and a stroke is due
/// whenever that much is ``owed``. What is owed is the exact integral of the programme less the
/// strokes made:
///
/// - Basal infusion of `basalPerDay` pg/day over `t` ms is `basalPerDay * t / 86 400 000` pg. The
///   division leaves a remainder, which is kept and added to the next span. Cutting a span at any
///   moments, or changing the rate at any of them, therefore gives the same picograms in the end:
///   nothing is rounded away, only carried on.
/// - An infusion is always computed from its beginning, `dose * elapsed / duration`, never summed
///   up from pieces; at its end it is the dose itself. It stays until the firmware has closed it.
/// - Whole strokes are taken off, and the rest of less than one stroke stays owed.
///
/// So at every moment `0 <= programmed - pumped < one stroke`, in every mode and over any time.
public struct DeliveryIntegral: Hashable, Sendable {
  /// A day, the denominator of every basal rate.
  static var day: UInt64 { 86_400_000 }

  /// The most that may be infused in a day: any more would overflow the product with a day's ms.
  static var largestBasal: Picograms { Picograms(nanograms: DoseRate.maximum) }

  /// The basal infusion in pg/day.
  public internal(set) var basalPerDay: Picograms
  /// Programmed up to ``time`` since the factory; the sum of all that was ever to be infused.
  public internal(set) var programmed: Picograms
  /// What the division by the day has left over, in pg times ms per day; below one day's ms.
  var remainder: UInt64
  /// Programmed up to ``time`` and not yet pumped.
  public internal(set) var owed: Picograms
  /// The moment up to which the programme is counted.
  public internal(set) var time: TherapyTime
  /// What runs besides the basal infusion, or in its place.
  public internal(set) var infusion: Infusion?

  /// An integral that begins with nothing owed.
  public init(basalPerDay: Picograms, from time: TherapyTime) {
    self.basalPerDay = basalPerDay
    remainder = 0
    owed = .zero
    programmed = .zero
    self.time = time
    infusion = nil
  }

  /// What a rate adds in a span, in pg, and the remainder after it.
  @inline(__always)
  static func drug(
    _ perDay: Picograms, over span: Milliseconds, and remainder: UInt64
  ) -> (drug: UInt64, remainder: UInt64) {
    let days = span.rawValue / day
    let rest = span.rawValue % day
    let numerator = perDay.rawValue * rest + remainder
    return (perDay.rawValue * days + numerator / day, numerator % day)
  }

  /// Counts the programme up to a moment, which must not be earlier than ``time``.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  mutating func advance(to moment: TherapyTime) {
    if moment == time { return }
    let (drug, remainder) = Self.drug(basalPerDay, over: moment.since(time), and: remainder)
    var added = Picograms(rawValue: drug)
    self.remainder = remainder
    if var running = infusion {
      let programmed = running.programmed(by: moment)
      added += programmed - running.counted
      running.counted = programmed
      infusion = running
    }
    owed += added
    programmed += added
    time = moment
  }

  /// Where an integral stood, so that it can go back there: what ``advance(to:)`` changes.
  struct Mark {
    fileprivate let programmed: Picograms
    fileprivate let remainder: UInt64
    /// What was owed.
    let owed: Picograms
    fileprivate let time: TherapyTime
    fileprivate let counted: Picograms?
  }

  /// Where it stands.
  @inline(__always)
  var mark: Mark {
    Mark(
      programmed: programmed, remainder: remainder, owed: owed, time: time,
      counted: infusion?.counted)
  }

  /// Goes back to where it stood, if nothing but ``advance(to:)`` has changed it.
  mutating func goBack(to mark: Mark) {
    programmed = mark.programmed
    remainder = mark.remainder
    owed = mark.owed
    time = mark.time
    if let counted = mark.counted { infusion?.counted = counted }
  }

  /// Takes off what was pumped. More than was owed counts as having been programmed.
  mutating func settle(_ pumped: Picograms) {
    if let more = pumped.minus(owed) {
      programmed += more
      owed = .zero
    } else {
      owed -= pumped
    }
  }

  /// Goes over to another strength: what is owed stays the same part of a stroke, and counts as if
  /// it had been programmed in the new one.
  mutating func changeStrength(from old: Concentration, to new: Concentration) {
    let product = owed.rawValue.multipliedFullWidth(by: UInt64(new.microgramsPerMillilitre))
    let divisor = UInt64(old.microgramsPerMillilitre)
    guard product.high < divisor else { return }
    let converted = Picograms(rawValue: divisor.dividingFullWidth(product).quotient)
    programmed = programmed - owed + converted
    owed = converted
  }

  /// The first moment, ``time`` or later, at which at least `drug` is owed if nothing is pumped and
  /// nothing changes; `nil` when that never comes.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  func moment(owing drug: Picograms) -> TherapyTime? {
    if owed >= drug { return time }
    guard let running = infusion, running.counted < running.dose else {
      return basalMoment(owing: drug)
    }
    var ended = self
    ended.advance(to: running.end)
    if ended.owed < drug { return ended.basalMoment(owing: drug) }
    // The sum of two rounded-down shares has no simple inverse, but it never falls: halve the span.
    var early = time
    var late = running.end
    while late.since(early).rawValue > 1 {
      let middle = early.after(Milliseconds(rawValue: late.since(early).rawValue / 2))
      var trial = self
      trial.advance(to: middle)
      if trial.owed >= drug { late = middle } else { early = middle }
    }
    return late
  }

  #if hasFeature(Embedded)
    @inline(never)
  #endif
  private func basalMoment(owing drug: Picograms) -> TherapyTime? {
    if owed >= drug { return time }
    guard basalPerDay > .zero else { return nil }
    // Smallest t with basal * t + remainder >= missing * day.
    let missing = drug - owed
    let wanted = missing.rawValue.multipliedFullWidth(by: Self.day)
    let (low, borrow) = wanted.low.subtractingReportingOverflow(remainder)
    let high = borrow ? wanted.high - 1 : wanted.high
    guard high < basalPerDay.rawValue else { return nil }
    let (quotient, rest) = basalPerDay.rawValue.dividingFullWidth((high, low))
    let span = rest == 0 ? quotient : quotient + 1
    guard let moment = time.plus(TherapyTime(rawValue: span)) else { return nil }
    return moment
  }
}
