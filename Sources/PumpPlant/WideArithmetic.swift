// What the standard library computes with 64 bits is twenty instructions and more on a Cortex-M4,
// whose words have 32, and would stand wherever it is needed: here it stands once.
#if arch(arm)
  extension UInt64 {
    @inline(never) static func * (left: UInt64, right: UInt64) -> UInt64 {
      let (product, isLarger) = left.multipliedReportingOverflow(by: right)
      precondition(!isLarger, "the product does not fit 64 bits")
      return product
    }
  }
#endif
