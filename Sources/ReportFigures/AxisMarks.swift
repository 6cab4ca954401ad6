/// An axis of values with round numbers at its ends, and marks in equal steps.
package struct AxisMarks: Equatable {
  package let lower: Double
  package let upper: Double
  /// From one mark to the next: 1, 2 or 5 times a power of ten.
  package let step: Double

  /// An axis from zero to a round number above the highest value.
  package static func upTo(_ highest: Double) -> AxisMarks {
    let top = highest > 0 && highest.isFinite ? highest : 1
    let step = roundStep(top * 1.06 / 6)
    return AxisMarks(lower: 0, upper: (top * 1.06 / step).rounded(.up) * step, step: step)
  }

  /// An axis that holds both values and zero.
  package static func around(_ lowest: Double, _ highest: Double) -> AxisMarks {
    let low = min(0, lowest)
    let high = max(0, highest)
    let span = high > low ? high - low : 1
    let step = roundStep(span * 1.1 / 6)
    return AxisMarks(
      lower: ((low - span * 0.05) / step).rounded(.down) * step,
      upper: ((high + span * 0.05) / step).rounded(.up) * step, step: step)
  }

  /// The values that are marked, from the lower to the upper end. Zero is exactly zero: the lower
  /// end is so many steps from it.
  package var values: [Double] {
    (0...Int(((upper - lower) / step).rounded())).map { lower + Double($0) * step }
  }

  /// 1, 2 or 5 times a power of ten, at least as large as a value above zero.
  package static func roundStep(_ value: Double) -> Double {
    let power = powerOfTen(upTo: value)
    for factor in [1.0, 2, 5] where factor * power >= value * 0.999_999 { return factor * power }
    return 10 * power
  }

  /// The largest power of ten that is not above a value above zero. Those up to 1e22 are exact, and
  /// one divided by them is as near as a number can be.
  private static func powerOfTen(upTo value: Double) -> Double {
    var power = 1.0
    guard value < 1 else {
      while power * 10 <= value && power < 1e300 { power *= 10 }
      return power
    }
    while 1 / power > value && power < 1e300 { power *= 10 }
    return 1 / power
  }
}
