import TestLimits
import TestSupport
import Testing

@testable import ReportFigures

/// The round numbers at the ends and the marks of an axis of values.
@Suite(.limited)
struct AxisMarksTests {
  /// A value of any size that a figure has.
  private static func value(_ random: inout SplitMix64) -> Double {
    var value = Double(random.from(1...1_000_000))
    for _ in 0..<random.below(12) { value *= random.once(in: 2) ? 10 : 0.1 }
    return value
  }

  /// A number without its power of ten.
  private static func digit(_ step: Double) -> Double {
    var value = step
    while value >= 9.99 { value /= 10 }
    while value < 0.999 { value *= 10 }
    return value
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `an axis holds its values, and is not much longer`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let one = Self.value(&random) * (random.once(in: 2) ? 1 : -1)
    let other = Self.value(&random)
    for marks in [AxisMarks.upTo(other), .around(min(one, other), max(one, other))] {
      let isRound = [1.0, 2, 5].contains { abs(Self.digit(marks.step) - $0) < 1e-6 }
      #expect(isRound, "seed \(seed): \(marks)")
      let values = marks.values
      #expect((3...13).contains(values.count), "seed \(seed): \(values)")
      #expect(values.first == marks.lower)
      #expect(abs((values.last ?? 0) - marks.upper) < marks.step / 1000)
      #expect(marks.lower <= 0 && marks.upper >= other, "seed \(seed): \(marks)")
      #expect(values.contains(0), "seed \(seed): \(values)")
    }
    #expect(AxisMarks.around(min(one, other), other).lower <= one)
  }

  @Test(
    arguments: [
      (0.03, 0.05), (0.2, 0.2), (0.21, 0.5), (1, 1), (1.000_000_1, 1), (1.1, 2), (51, 100),
      (1000, 1000), (0.001, 0.001), (999.999_999_9, 1000),
    ] as [(Double, Double)])
  func `a step is the next of 1, 2 and 5 times a power of ten`(value: Double, step: Double) {
    #expect(AxisMarks.roundStep(value) == step)
  }

  @Test(arguments: [0, -3, .infinity, .nan] as [Double])
  func `where there is nothing to show the axis goes to one or so`(highest: Double) {
    #expect(AxisMarks.upTo(highest) == .upTo(1))
    #expect(AxisMarks.around(0, 0).values.count > 2)
  }
}
