// The standard library's conversions between integer types are generic. For a type wider than the
// machine word they go through `words`, which on a 32-bit microcontroller pulls in array classes
// that `-no-allocations` rejects even though no array is ever made. These concrete overloads are
// chosen instead, mean the same, and cost one instruction.

extension UInt64 {
  @inlinable package init(_ value: UInt32) { self.init(_truncatingBits: UInt(value)) }
  @inlinable package init(_ value: UInt16) { self.init(_truncatingBits: UInt(value)) }
  @inlinable package init(_ value: UInt8) { self.init(_truncatingBits: UInt(value)) }
  @inlinable package init(_ value: Int) { self.init(_truncatingBits: UInt(value)) }

  @inlinable package static func >> (value: UInt64, count: Int) -> UInt64 {
    count >= 64 ? 0 : value &>> UInt64(count)
  }

  @inlinable package static func << (value: UInt64, count: Int) -> UInt64 {
    count >= 64 ? 0 : value &<< UInt64(count)
  }
}

extension UInt32 {
  @inlinable package init(_ value: UInt64) {
    precondition(value <= 0xFFFF_FFFF, "the value does not fit 32 bits")
    self.init(truncatingIfNeeded: value)
  }

  @inlinable package init(clamping value: UInt64) {
    self = value > 0xFFFF_FFFF ? 0xFFFF_FFFF : UInt32(truncatingIfNeeded: value)
  }
}

extension UInt16 {
  @inlinable package init(_ value: UInt64) {
    precondition(value <= 0xFFFF, "the value does not fit 16 bits")
    self.init(truncatingIfNeeded: value)
  }

  @inlinable package init(clamping value: UInt64) {
    self = value > 0xFFFF ? 0xFFFF : UInt16(truncatingIfNeeded: value)
  }
}

extension UInt8 {
  @inlinable package init(_ value: UInt64) {
    precondition(value <= 0xFF, "the value does not fit 8 bits")
    self.init(truncatingIfNeeded: value)
  }
}

extension Int {
  @inlinable package init(_ value: UInt64) {
    precondition(value <= 0x7FFF_FFFF, "the value does not fit a word of the smallest target")
    self.init(truncatingIfNeeded: value)
  }
}
