import PumpText
public import Quantities
public import Testing

/// An amount that a failed expectation prints with its unit, and can be compared with another.
///
///     #expect(pump.truth.received.difference(from: .mcg(110)) <= .mcg(1))
///     // ✘ … difference → 108.25 mcg, 1.75 mcg less than 110 mcg (-1.5 %) <= .mcg(1) → 1 mcg
public protocol Measured: Comparable, Sendable, CustomTestStringConvertible {
  /// The amount as a whole number of its smallest unit.
  var count: UInt64 { get }

  /// So many of the smallest unit, for people.
  static func words(_ count: UInt64) -> String
}

extension Measured {
  /// The amount with its unit.
  public var testDescription: String { Self.words(count) }

  /// How far this amount is from the one that was expected.
  public func difference(from expected: Self) -> Difference<Self> {
    Difference(of: self, from: expected)
  }
}

extension Measured where Self: Quantity, RawValue == UInt64 {
  /// The amount as a whole number of its smallest unit.
  public var count: UInt64 { rawValue }
}

extension Picograms: Measured {
  /// Such as `50 mcg`, to the picogram.
  public static func words(_ count: UInt64) -> String { QuantityWords.dose(picograms: count) }
}

extension Nanolitres: Measured {
  /// Such as `19.920 mL`, to the nanolitre.
  public static func words(_ count: UInt64) -> String {
    QuantityWords.exactVolume(nanolitres: count)
  }
}

extension FlowRate: Measured {
  /// Such as `0.055 mL/day`.
  public static func words(_ count: UInt64) -> String {
    QuantityWords.flow(nanolitresPerDay: count)
  }
}

extension Milliseconds: Measured {
  /// Such as `1 d 3 h`.
  public static func words(_ count: UInt64) -> String {
    QuantityWords.exactDuration(Milliseconds(rawValue: count))
  }
}

extension TherapyTime: Measured {
  /// The time since the factory, such as `7 d 2 h`.
  public static func words(_ count: UInt64) -> String {
    Milliseconds.words(count) + " after the start"
  }
}

extension DoseRate: Measured {
  /// In ng/day.
  public var count: UInt64 { UInt64(nanogramsPerDay) }

  /// Such as `110 mcg/day`.
  public static func words(_ count: UInt64) -> String {
    QuantityWords.dosePerDay(nanograms: count)
  }
}

extension Concentration: Measured {
  /// In mcg/mL.
  public var count: UInt64 { UInt64(microgramsPerMillilitre) }

  /// Such as `2000 mcg/mL`.
  public static func words(_ count: UInt64) -> String { "\(count) mcg/mL" }
}

extension WallClock: CustomTestStringConvertible {
  /// Such as `2026-03-02 08:00:00`.
  public var testDescription: String { QuantityWords.clock(self) }
}
