import Foundation
import ReportFigures

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
  static func upTo(_ highest: Double, title: String) -> Scale { Scale(.upTo(highest), title) }

  /// An axis that holds both values and zero, with round numbers at its ends.
  static func around(_ lowest: Double, _ highest: Double, title: String) -> Scale {
    Scale(.around(lowest, highest), title)
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

extension Scale {
  private init(_ marks: AxisMarks, _ title: String) {
    self.init(
      lower: marks.lower, upper: marks.upper, isLogarithmic: false,
      ticks: marks.values.map { ($0, Self.number($0)) }, title: title)
  }
}
