import Quantities
import Telemetry

/// A second opinion on what the motor did, apart from the scheduler that told it to.
///
/// It believes the rotor's encoder and the rates in force, adds both up in its own way, and does
/// not look at what the scheduler owes or has counted. Spec: therapy.md, "Watchdog".
struct DeliveryWatchdog: Sendable {
  /// What may lie between the two, in strokes: what falls due together, and what is being made.
  static var tolerance: UInt64 { 2 }

  /// What was to be given before ``since``, since the watch began.
  private var before: Picograms = .zero
  /// What of a picogram more was to be given, in pg times ms per day: left out at each of the many
  /// changes of a pump's life, it would add up to strokes.
  private var part: UInt64 = 0
  private var since: TherapyTime
  private var basalPerDay: Picograms = .zero
  private var infusion: Infusion?
  /// What was found when rotor and rates were last held together, and when.
  private var found: (drug: Picograms, part: UInt64, time: TherapyTime)?
  /// What the rotor has turned since the watch began.
  private var turned: Picograms = .zero

  /// A watch that begins at a moment with so much owed.
  init(from time: TherapyTime, owed: Picograms) {
    since = time
    before = owed
  }

  /// The rates are these from a moment on.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  mutating func follow(_ basal: Picograms, _ infusion: Infusion?, at time: TherapyTime) {
    let isSame =
      basal == basalPerDay && infusion?.start == self.infusion?.start
      && infusion?.dose == self.infusion?.dose
    if !isSame { change(to: basal, infusion, at: time) }
  }

  private mutating func change(
    to basal: Picograms, _ infusion: Infusion?, at time: TherapyTime
  ) {
    if let found, found.time == time {
      (before, part) = (found.drug, found.part)
    } else {
      (before, part) = expected(at: time)
    }
    found = nil
    since = time
    basalPerDay = basal
    self.infusion = infusion
  }

  /// The rotor has turned, or strokes that will not be made up for were not made.
  mutating func turn(by drug: Picograms) { turned += drug }

  /// What is to be given by a moment.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private func expected(at time: TherapyTime) -> (drug: Picograms, part: UInt64) {
    let length = time.since(since)
    let product = basalPerDay.rawValue.multipliedFullWidth(by: length.rawValue)
    guard product.high < DeliveryIntegral.day else { return (before, part) }
    // Nearly always in one word: dividing two by a variable is many times the work.
    let (whole, rest) =
      product.high == 0
      ? product.low.quotientAndRemainder(dividingBy: DeliveryIntegral.day)
      : DeliveryIntegral.day.dividingFullWidth(product)
    // Two parts of a picogram are less than two.
    let parts = part + rest
    let isWhole = parts >= DeliveryIntegral.day
    var sum = before + Picograms(rawValue: isWhole ? whole + 1 : whole)
    if let infusion { sum += infusion.programmed(by: time) - infusion.programmed(by: since) }
    return (sum, isWhole ? parts - DeliveryIntegral.day : parts)
  }

  /// Whether rotor and rates agree at a moment at which no stroke is due.
  mutating func agrees(at time: TherapyTime, stroke: Picograms) -> Bool {
    let (expected, part) = expected(at: time)
    found = (expected, part, time)
    let slack = stroke.times(Self.tolerance) ?? stroke
    return turned <= expected + slack && expected <= turned + slack
  }
}
