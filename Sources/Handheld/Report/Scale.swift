import Foundation

/// Where a value lies along an axis.
struct Scale {
  let lower: Double
  let upper: Double
  let isLogarithmic: Bool
  /// The values that are marked, and what is written at them.
  var ticks: [(value: Double, label: String)]
  /// What the axis shows, with its unit.
  let title: String

  /// An axis from zero to a round number above the highest value.
  static func upTo(_ highest: Double, title: String) -> Scale {
    let top = highest > 0 && highest.isFinite ? highest : 1
    let step = roundStep(top * 1.06 / 6)
    return between(0, (top * 1.06 / step).rounded(.up) * step, step: step, title: title)
  }

  /// An axis that holds both values and zero, with round numbers at its ends.
  static func around(_ lowest: Double, _ highest: Double, title: String) -> Scale {
    let low = min(0, lowest)
    let high = max(0, highest)
    let span = high > low ? high - low : 1
    let step = roundStep(span * 1.1 / 6)
    return between(
      ((low - span * 0.05) / step).rounded(.down) * step,
      ((high + span * 0.05) / step).rounded(.up) * step, step: step, title: title)
  }

  private static func between(
    _ lower: Double, _ upper: Double, step: Double, title: String
  ) -> Scale {
    let count = Int(((upper - lower) / step).rounded())
    let ticks = (0...count).map { place in
      let value = lower + Double(place) * step
      return (value, number(abs(value) < step / 1000 ? 0 : value))
    }
    return Scale(
      lower: lower, upper: upper, isLogarithmic: false, ticks: ticks, title: title)
  }

  /// 1, 2 or 5 times a power of ten, at least as large as a value.
  static func roundStep(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    for factor in [1.0, 2, 5] where factor * power >= value * 0.999_999 { return factor * power }
    return 10 * power
  }

  /// The place of a value between 0 at the lower and 1 at the upper end, kept within.
  func place(_ value: Double) -> Double {
    let part =
      isLogarithmic
      ? log(max(value, lower) / lower) / log(upper / lower) : (value - lower) / (upper - lower)
    return part.isFinite ? min(1, max(0, part)) : 0
  }

  /// A number with as many digits as matter, and no more.
  static func number(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    let size = Int(log10(abs(value)).rounded(.down)) + 1
    let places = max(0, min(6, digits - size))
    var text = value.formatted(
      .number.precision(.fractionLength(places)).grouping(.never)
        .locale(Locale(identifier: "en_US_POSIX")))
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    if text == "-0" { return "0" }
    return text.replacing("-", with: "−")
  }
}
