package import Quantities

/// What counts the pump's time: an oscillator that may run fast or slow against true time.
///
/// The pump's time is always computed from the moment at which the rate last changed, never summed
/// up, and what is not a whole millisecond then is carried into the next rate. So it makes no
/// difference at which moments it is asked.
package struct Oscillator: Equatable, Sendable {
  /// The largest drift either way, in parts per million.
  package static var largestDrift: Int32 { 500_000 }

  private static let million: UInt64 = 1_000_000

  /// How many millionths the pump's time runs fast; slow when negative. Zero is true time.
  package private(set) var driftPPM: Int32
  /// The true moment of the last change.
  package let trueBase: TherapyTime
  /// The pump's time then.
  package let pumpBase: TherapyTime
  /// What of the pump's time was not a whole millisecond then, in millionths of one.
  package let carry: UInt64

  /// An oscillator that agrees with true time.
  package init() { self.init(driftPPM: 0, trueBase: .zero, pumpBase: .zero, carry: 0) }

  private init(driftPPM: Int32, trueBase: TherapyTime, pumpBase: TherapyTime, carry: UInt64) {
    self.driftPPM = driftPPM
    self.trueBase = trueBase
    self.pumpBase = pumpBase
    self.carry = carry
  }

  /// An oscillator read from outside, or `nil` when there cannot be one like it.
  package init?(
    readDriftPPM drift: Int32, trueBase: TherapyTime, pumpBase: TherapyTime, carry: UInt64
  ) {
    guard drift >= -Self.largestDrift, drift <= Self.largestDrift, carry < Self.million else {
      return nil
    }
    self.init(driftPPM: drift, trueBase: trueBase, pumpBase: pumpBase, carry: carry)
  }

  /// Millionths of the pump's milliseconds in one true millisecond.
  private var rate: UInt64 { UInt64(UInt32(bitPattern: 1_000_000 + driftPPM)) }

  /// The pump's time since the last change: whole milliseconds and millionths of one.
  private func elapsed(at moment: TherapyTime) -> (whole: UInt64, part: UInt64) {
    let length = moment.since(trueBase).rawValue
    let part = length % Self.million * rate + carry
    return (length / Self.million * rate + part / Self.million, part % Self.million)
  }

  /// The pump's time at a true moment; traps before the last change of the rate.
  package func pumpTime(at moment: TherapyTime) -> TherapyTime {
    pumpBase.after(Milliseconds(rawValue: elapsed(at: moment).whole))
  }

  /// The first true moment, the last change or later, at which the pump's time is at least `time`.
  package func trueTime(at time: TherapyTime) -> TherapyTime {
    guard let length = time.minus(pumpBase)?.rawValue else { return trueBase }
    // Nearly always: at the true rate a carry, less than a millisecond, decides nothing.
    if driftPPM == 0 { return trueBase.after(Milliseconds(rawValue: length)) }
    // Smallest t with t * rate + carry >= length * 1 000 000, the whole rates taken out first.
    let wanted = length % rate * Self.million
    let missing = wanted > carry ? (wanted - carry + rate - 1) / rate : 0
    // The carry can be worth up to two milliseconds of a slow oscillator.
    let spare = wanted < carry ? (carry - wanted) / rate : 0
    let whole = length / rate * Self.million
    return trueBase.after(Milliseconds(rawValue: whole + missing - min(spare, whole)))
  }

  /// Runs at another rate from a true moment on.
  package mutating func drift(by ppm: Int32, from moment: TherapyTime) {
    let (whole, part) = elapsed(at: moment)
    self = Oscillator(
      driftPPM: ppm, trueBase: moment,
      pumpBase: pumpBase.after(Milliseconds(rawValue: whole)), carry: part)
  }

  /// Shows another time from a true moment on, at the same rate.
  package mutating func show(_ time: TherapyTime, from moment: TherapyTime) {
    self = Oscillator(driftPPM: driftPPM, trueBase: moment, pumpBase: time, carry: 0)
  }
}
