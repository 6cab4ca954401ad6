/// A volume of liquid in nanolitres (1 mL = 1 000 000 nL).
public struct Nanolitres: Quantity {
  /// The volume in nL.
  public let rawValue: UInt64

  /// A volume of `rawValue` nL.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// One millilitre.
  @inlinable public static var millilitre: Nanolitres { Nanolitres(rawValue: 1_000_000) }
}

/// A flow of liquid in nanolitres per day of 24 hours.
public struct FlowRate: Quantity {
  /// The flow in nL/day.
  public let rawValue: UInt64

  /// A flow of `rawValue` nL/day.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
}
