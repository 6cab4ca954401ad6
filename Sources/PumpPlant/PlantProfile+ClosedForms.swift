import Quantities

extension PlantProfile {
  /// What `count` strokes move when `done` strokes went before, given liquid enough.
  ///
  /// All strokes so far have moved `strokes x nominal x (1 + ppm/1 000 000)`, rounded down once.
  /// The fraction carried from one stroke to the next follows from the number of strokes done, so
  /// it is computed, not kept. The largest product is 10^9 x 1.5 x 10^10, inside 64 bits.
  func volume(ofStrokes count: UInt64, after done: UInt64) -> Nanolitres {
    let million: UInt64 = 1_000_000
    // A stroke in millionths of a nanolitre; the range of the error keeps the factor positive.
    let stroke = strokeVolume.rawValue * UInt64(UInt32(1_000_000 + strokeErrorPPM))
    let carry = done % million * stroke % million
    let rest = (carry + count % million * stroke) / million
    return Nanolitres(rawValue: count / million * stroke + rest)
  }

  /// What is left in the battery at a moment and after a number of strokes.
  ///
  /// A closed form rather than a counter: any grouping of the same time and strokes agrees.
  func charge(at time: TherapyTime, strokes: UInt64) -> Nanojoules {
    let idle = time.rawValue.multipliedReportingOverflow(by: idlePower)
    guard !idle.overflow, strokes <= mostStrokes else { return .zero }
    let afterStrokes = batteryCapacity - Nanojoules(rawValue: strokes * strokeEnergy.rawValue)
    return afterStrokes.minus(Nanojoules(rawValue: idle.partialValue)) ?? .zero
  }

  /// The strokes the battery has energy for if nothing else ever uses it.
  var mostStrokes: UInt64 { batteryCapacity.rawValue / strokeEnergy.rawValue }
}
