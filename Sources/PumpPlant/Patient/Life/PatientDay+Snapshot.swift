import Quantities

extension PatientDay {
  /// The most drug that is kept of one day, about 280 g.
  private static var mostReceived: UInt64 { 1 << 48 - 1 }

  func encode(into bytes: inout OutputSpan<UInt8>) {
    put(min(received.rawValue, Self.mostReceived), 6, into: &bytes)
    put(UInt64(highestTone), 2, into: &bytes)
    put(UInt64(lowestTone), 2, into: &bytes)
    put(UInt64(spasms), 2, into: &bytes)
    put(UInt64(drowsiness.rawValue) | UInt64(withdrawal.rawValue) << 4, 1, into: &bytes)
    put(UInt64(heard), 2, into: &bytes)
    put(UInt64(calls), 1, into: &bytes)
  }

  /// The day encoded at an offset, or `nil` when there cannot be one like it.
  init?(from bytes: Span<UInt8>, at offset: Int) {
    guard let drowsiness = PatientReading.Drowsiness(rawValue: bytes[offset + 12] & 15),
      let withdrawal = PatientReading.Withdrawal(rawValue: bytes[offset + 12] >> 4)
    else { return nil }
    received = Picograms(rawValue: get(6, from: bytes, at: offset))
    highestTone = UInt32(get(2, from: bytes, at: offset + 6))
    lowestTone = UInt32(get(2, from: bytes, at: offset + 8))
    spasms = UInt32(get(2, from: bytes, at: offset + 10))
    self.drowsiness = drowsiness
    self.withdrawal = withdrawal
    heard = UInt32(get(2, from: bytes, at: offset + 13))
    calls = UInt32(bytes[offset + 15])
    guard lowestTone <= highestTone, highestTone <= 400, spasms <= 400 else { return nil }
  }
}

extension PatientDiary {
  /// So many days from an offset on, the last first, with nothing behind them; `nil` when one of
  /// them cannot be.
  init?(from bytes: Span<UInt8>, at offset: Int, count: Int) {
    self.init()
    for back in 0..<count {
      let place = offset + (count - 1 - back) * Patient.dayBytes
      guard let day = PatientDay(from: bytes, at: place) else { return nil }
      add(day)
    }
    let end = offset + Self.most * Patient.dayBytes
    guard isZero(bytes, from: offset + count * Patient.dayBytes, to: end) else { return nil }
  }
}
