import Clinic
public import Testing

/// How far an amount is from the one that was expected; it prints both, the difference in units and
/// in percent.
public struct Difference<Amount: Measured>: Equatable, Sendable, CustomTestStringConvertible {
  /// What was found.
  public let actual: Amount
  /// What was expected.
  public let expected: Amount

  /// What was found, and what was expected.
  public init(of actual: Amount, from expected: Amount) {
    self.actual = actual
    self.expected = expected
  }

  /// How much it is, more or less, in the smallest unit.
  public var magnitude: UInt64 {
    max(actual.count, expected.count) - min(actual.count, expected.count)
  }

  /// Whether more was found than was expected.
  public var isExcess: Bool { actual.count > expected.count }

  /// Such as `108.25 mcg, 1.75 mcg less than 110 mcg (-1.6 %)`.
  public var testDescription: String {
    let (found, wanted) = (Amount.words(actual.count), Amount.words(expected.count))
    guard magnitude > 0 else { return "\(found), as expected" }
    return "\(found), \(Amount.words(magnitude)) \(isExcess ? "more" : "less") than \(wanted)"
      + (percent.map { " (\($0))" } ?? "")
  }

  private var percent: String? {
    let change = DoseChange(before: expected.count, after: actual.count)
    guard let tenths = change.tenths else { return nil }
    return "\(tenths < 0 ? "-" : "+")\(tenths.magnitude / 10).\(tenths.magnitude % 10) %"
  }

  /// Whether it is at most so much, more or less.
  public static func <= (difference: Self, most: Amount) -> Bool {
    difference.magnitude <= most.count
  }

  /// Whether it is less than so much, more or less.
  public static func < (difference: Self, bound: Amount) -> Bool {
    difference.magnitude < bound.count
  }

  /// Whether it is more than so much, more or less.
  public static func > (difference: Self, bound: Amount) -> Bool {
    difference.magnitude > bound.count
  }
}
