// What the standard library computes with 64 bits is twenty instructions and more on a Cortex-M4,
// whose words have 32, and would stand wherever it is needed: here it stands once.
#if arch(arm)
  extension UInt64 {
    @inline(never) static func * (left: UInt64, right: UInt64) -> UInt64 {
      let (product, isLarger) = left.multipliedReportingOverflow(by: right)
      precondition(!isLarger, "the product does not fit 64 bits")
      return product
    }

    @inline(never) func dividingFullWidth(
      _ dividend: (high: UInt64, low: UInt64)
    ) -> (quotient: UInt64, remainder: UInt64) {
      precondition(dividend.high < self, "the quotient does not fit 64 bits")
      var rest = dividend.high
      var quotient = dividend.low
      for _ in 0..<64 {
        let isLarger = rest &>> 63 == 1
        rest = rest &<< 1 | quotient &>> 63
        quotient = quotient &<< 1
        guard isLarger || rest >= self else { continue }
        rest &-= self
        quotient |= 1
      }
      return (quotient, rest)
    }
  }
#endif
