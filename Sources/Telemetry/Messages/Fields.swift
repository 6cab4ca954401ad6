package import Quantities

extension ByteWriter {
  @inline(__always)
  mutating func put(_ flag: Bool) { put(flag ? 1 : 0 as UInt8) }

  /// Sixteen bytes: a key, a nonce or a tag.
  @inline(__always)
  package mutating func put(_ block: AsconBlock) {
    put(block.low)
    put(block.high)
  }
}

extension ByteReader {
  /// A flag: one byte, zero or one.
  @inline(__always)
  package mutating func flag() -> Bool {
    let byte = u8()
    if byte > 1 { reject() }
    return byte == 1
  }

  /// Sixteen bytes: a key, a nonce or a tag.
  @inline(__always)
  package mutating func block() -> AsconBlock { AsconBlock(low: u64(), high: u64()) }

  /// A number of which one value stands for none.
  @inline(__always)
  package mutating func u32(orNoneAt none: UInt32) -> UInt32? {
    let value = u32()
    return value == none ? nil : value
  }

  /// A strength.
  package mutating func concentration() -> Concentration {
    let value = u32()
    if let concentration = Concentration(microgramsPerMillilitre: value) { return concentration }
    reject()
    return .weakest
  }

  /// A dose per day.
  package mutating func doseRate() -> DoseRate {
    if let dose = DoseRate(nanogramsPerDay: u32()) { return dose }
    reject()
    return .zero
  }
}
