import Quantities

/// Numbers with a fraction, as integers: the same to the bit on every machine.
enum FixedPoint {
  /// The bits of the fraction of a coefficient.
  static var fraction: UInt64 { 52 }
  /// One, as a coefficient.
  static var one: Int64 { 1 &<< 52 }

  /// One per hour, as a rate.
  static var perHour: Int64 { 1 &<< 40 }

  /// A rate per hour, from so much per so much.
  static func rate(_ part: UInt32, per whole: UInt32) -> Int64 {
    Int64(bitPattern: (UInt64(part) << 40) / UInt64(whole))
  }

  /// `value` times what `share` is of 2^64, rounded to the nearest.
  static func scaled(_ value: Int64, by share: UInt64) -> Int64 {
    let signed = Int64(bitPattern: share)
    let (high, low) = full(value, signed)
    // A share of a half or more was taken for a negative number, which is one whole too little.
    let whole = high &+ (value & signed &>> 63)
    return whole &+ Int64(bitPattern: low &>> 63)
  }

  /// `value` times a number with so many bits of fraction (1 through 63), rounded to the nearest;
  /// traps when the product does not fit.
  static func product(
    _ value: Int64, _ factor: Int64, fraction: UInt64 = FixedPoint.fraction
  ) -> Int64 {
    let (high, low) = full(value, factor)
    return rounded(high, low, fraction)
  }

  /// The product of two numbers with a sign: what is read as one whole too much is taken off again.
  /// The standard library's own makes an array on the way where words have 32 bits.
  static func full(_ left: Int64, _ right: Int64) -> (high: Int64, low: UInt64) {
    let product = UInt64(bitPattern: left).multipliedFullWidth(by: UInt64(bitPattern: right))
    let excess = (left &>> 63 & right) &+ (right &>> 63 & left)
    return (Int64(bitPattern: product.high) &- excess, product.low)
  }

  private static func rounded(_ high: Int64, _ low: UInt64, _ fraction: UInt64) -> Int64 {
    let (sum, carries) = low.addingReportingOverflow(1 &<< (fraction &- 1))
    let top = high &+ (carries ? 1 : 0)
    precondition(
      top &>> Int64(bitPattern: fraction &- 1) == top &>> 63, "the product fits")
    return top &<< Int64(bitPattern: 64 &- fraction) | Int64(bitPattern: sum &>> fraction)
  }

  /// A sum of products with coefficients, which is rounded once. No sum of a patient's comes near
  /// 127 bits.
  struct Total {
    private var high: Int64 = 0
    private var low: UInt64 = 0

    /// Adds a product with a coefficient.
    mutating func add(_ value: Int64, _ coefficient: Int64) {
      let product = FixedPoint.full(value, coefficient)
      let (sum, carries) = low.addingReportingOverflow(product.low)
      low = sum
      high = high &+ product.high &+ (carries ? 1 : 0)
    }

    /// The sum, rounded to the nearest; traps when it does not fit.
    var value: Int64 { FixedPoint.rounded(high, low, FixedPoint.fraction) }
  }

  /// `value` x `factor` / `divisor`, rounded toward zero; traps when the divisor is zero.
  static func ratio(_ value: Int64, _ factor: Int64, _ divisor: Int64) -> Int64 {
    let product = value.magnitude.multipliedFullWidth(by: factor.magnitude)
    let quotient = divisor.magnitude.dividingFullWidth(product).quotient
    return signed(quotient, negative: ((value < 0) != (factor < 0)) != (divisor < 0))
  }

  private static func signed(_ magnitude: UInt64, negative: Bool) -> Int64 {
    precondition(magnitude < 1 &<< 63, "the magnitude leaves room for the sign")
    let value = Int64(bitPattern: magnitude)
    return negative ? -value : value
  }

  /// exp(-rate/12) of 2^64: what is left after five minutes at a rate per hour with 40 bits of
  /// fraction.
  ///
  /// The series of an argument 256 times smaller, of which twelve terms are more than its bits can
  /// tell; then it is squared eight times.
  static func leftAfterCell(rate: Int64) -> UInt64 {
    let argument = (UInt64(bitPattern: rate) << 12) / 12
    var sum: UInt64 = 1 << 60
    var term = sum
    for index in 1...12 {
      let (high, low) = term.multipliedFullWidth(by: argument)
      term = (high << 4 | low >> 60) / UInt64(index)
      sum = index & 1 == 1 ? sum - term : sum + term
    }
    var left = sum << 4
    for _ in 0..<8 { left = left.multipliedFullWidth(by: left).high }
    return left
  }

  /// cos(step x pi/16), for any step.
  static func cosine(_ step: Int) -> Int64 {
    let folded = step % 32 > 16 ? 32 - step % 32 : step % 32
    let value = quarter[folded > 8 ? 16 - folded : folded]
    return folded > 8 ? -value : value
  }

  /// cos(step x pi/16) for the steps from 0 through 8, times 2^52.
  private static var quarter: [9 of Int64] {
    [
      4_503_599_627_370_496, 4_417_064_223_354_456, 4_160_783_518_353_059, 3_744_606_236_135_634,
      3_184_525_836_262_886, 2_502_065_894_405_220, 1_723_452_963_400_281, 878_608_701_535_425,
      0,
    ]
  }
}
