package import Telemetry

extension ImplantCard {
  /// The key of a role; `nil` only on a card with a ``fault``.
  package func key(of role: Role) -> AsconBlock? {
    switch role {
    case .clinician: AsconBlock(hexadecimal: keys.clinician)
    case .patient: AsconBlock(hexadecimal: keys.patient)
    }
  }

  /// The key that is to take the place of a role's; `nil` when there is none.
  package func pendingKey(of role: Role) -> AsconBlock? {
    let digits =
      switch role {
      case .clinician: pending?.clinician
      case .patient: pending?.patient
      }
    return digits.flatMap { AsconBlock(hexadecimal: $0) }
  }
}

extension AsconBlock {
  /// The block of 32 hexadecimal digits, the first byte first; `nil` for any other text.
  package init?(hexadecimal text: String) {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == 2 * AsconBlock.bytes else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[place], let low = digits[place + 1] else { return nil }
      bytes.append(UInt8(16 * high + low))
    }
    self.init(bytes.span)
  }

  /// The 32 hexadecimal digits of the block, the first byte first.
  package var hexadecimal: String {
    [low, high].map { word in
      let digits = String(word.byteSwapped, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
