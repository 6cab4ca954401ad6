import Quantities

/// How much drug a nanolitre of a mixture holds: `whole` pg and `part`/`divisor` of one more.
///
/// A `Concentration` is a whole number, but two of them mixed seldom are. The fraction is kept, in
/// lowest terms, so that equal strengths are equal values however they came about.
struct Strength: Equatable, Sendable {
  /// Whole picograms in each nanolitre, at most `Concentration.maximum`.
  let whole: UInt32
  /// The numerator of the rest; less than `divisor`.
  let part: UInt32
  /// The denominator of the rest; at least 1, at most `Mixture.largestVolume`.
  let divisor: UInt32

  /// The strength of a liquid once it is well mixed; an empty one counts as drug-free.
  init(of liquid: Liquid) {
    guard liquid.volume > .zero else {
      whole = 0
      part = 0
      divisor = 1
      return
    }
    let volume = liquid.volume.rawValue
    let whole = liquid.drug.rawValue / volume
    let rest = liquid.drug.rawValue % volume
    let common = Self.greatestCommonDivisor(volume, rest)
    precondition(
      whole < UInt64(Concentration.maximum) || whole == UInt64(Concentration.maximum) && rest == 0,
      "no liquid is stronger than the strongest concentration")
    self.whole = UInt32(whole)
    part = UInt32(rest / common)
    divisor = UInt32(volume / common)
  }

  /// A strength read from outside, or `nil` unless it is one ``init(of:)`` could have made.
  init?(whole: UInt32, part: UInt32, divisor: UInt32) {
    guard part < divisor, UInt64(divisor) <= Mixture.largestVolume.rawValue,
      whole < Concentration.maximum || whole == Concentration.maximum && part == 0,
      Self.greatestCommonDivisor(UInt64(divisor), UInt64(part)) == 1
    else { return nil }
    self.whole = whole
    self.part = part
    self.divisor = divisor
  }

  private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (larger, smaller) = (first, second)
    while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}
