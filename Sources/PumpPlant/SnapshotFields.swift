import Quantities

extension Mixture {
  static var snapshotBytes: Int { 20 }

  func encode(into bytes: inout OutputSpan<UInt8>) {
    put(UInt64(nanolitres), 4, into: &bytes)
    put(UInt64(strength.whole), 4, into: &bytes)
    put(UInt64(strength.part), 4, into: &bytes)
    put(UInt64(strength.divisor), 4, into: &bytes)
    put(UInt64(carry), 4, into: &bytes)
  }

  /// The mixture encoded at an offset, or `nil` when there cannot be one like it.
  init?(from bytes: Span<UInt8>, at offset: Int) {
    guard
      let strength = Strength(
        whole: UInt32(get(4, from: bytes, at: offset + 4)),
        part: UInt32(get(4, from: bytes, at: offset + 8)),
        divisor: UInt32(get(4, from: bytes, at: offset + 12)))
    else { return nil }
    self.init(
      nanolitres: UInt32(get(4, from: bytes, at: offset)), strength: strength,
      carry: UInt32(get(4, from: bytes, at: offset + 16)))
  }
}

/// Appends the low `count` bytes of a value, the lowest first.
func put(_ value: UInt64, _ count: Int, into bytes: inout OutputSpan<UInt8>) {
  for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
}

/// Appends the volume and the drug of a liquid, 8 bytes each.
func put(_ liquid: Liquid, into bytes: inout OutputSpan<UInt8>) {
  put(liquid.volume.rawValue, 8, into: &bytes)
  put(liquid.drug.rawValue, 8, into: &bytes)
}

/// Appends zeros, for what is not in use.
func putZeros(_ count: Int, into bytes: inout OutputSpan<UInt8>) {
  for _ in 0..<count { bytes.append(0) }
}

/// Whether the bytes from an offset up to another are all zero.
func isZero(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
  for offset in start..<end where bytes[offset] != 0 { return false }
  return true
}

/// Reads a value of `count` bytes, the lowest first; at most 8.
func get(_ count: Int, from bytes: Span<UInt8>, at offset: Int) -> UInt64 {
  var value: UInt64 = 0
  for index in 0..<count { value |= UInt64(bytes[offset + index]) << (8 * index) }
  return value
}

/// Reads a liquid of 16 bytes.
func getLiquid(from bytes: Span<UInt8>, at offset: Int) -> Liquid {
  Liquid(
    volume: Nanolitres(rawValue: get(8, from: bytes, at: offset)),
    drug: Picograms(rawValue: get(8, from: bytes, at: offset + 8)))
}
