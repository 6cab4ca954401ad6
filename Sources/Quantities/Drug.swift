/// An amount of drug in picograms (1 mcg = 1 000 000 pg).
///
/// The picogram is chosen because a nanolitre of a liquid of 1 mcg/mL holds exactly 1 pg: volume
/// times concentration needs no division and so never rounds.
public struct Picograms: Quantity {
  /// The amount in pg.
  public let rawValue: UInt64

  /// An amount of `rawValue` pg.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// An amount given in nanograms, the unit of doses on the wire; every 32-bit value fits.
  @inlinable public init(nanograms: UInt32) { self.rawValue = UInt64(nanograms) * 1000 }

  /// The amount in whole nanograms, rounded down; saturates at what the wire can carry.
  @inlinable public var nanogramsRoundedDown: UInt32 { UInt32(clamping: rawValue / 1000) }
}

/// The strength of a liquid in micrograms per millilitre, which is also picograms per nanolitre.
///
/// Range: 1 through 1 000 000 mcg/mL.
public struct Concentration: Hashable, Comparable, Sendable {
  /// The strongest liquid that can be expressed.
  public static var maximum: UInt32 { 1_000_000 }

  /// The strength in mcg/mL; never zero.
  public let microgramsPerMillilitre: UInt32

  /// A strength in mcg/mL, or `nil` when it is zero or above ``maximum``.
  public init?(microgramsPerMillilitre value: UInt32) {
    guard value > 0, value <= Self.maximum else { return nil }
    microgramsPerMillilitre = value
  }

  /// Weaker liquids come first.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.microgramsPerMillilitre < right.microgramsPerMillilitre
  }

  /// The drug in a volume, exactly; traps above 18 tonnes, which no reservoir holds.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  @inlinable public func drug(in volume: Nanolitres) -> Picograms {
    Picograms(rawValue: volume.rawValue * UInt64(microgramsPerMillilitre))
  }

  /// The volume that holds an amount of drug, rounded down to the nanolitre.
  @inlinable public func volumeRoundedDown(holding drug: Picograms) -> Nanolitres {
    Nanolitres(rawValue: drug.rawValue / UInt64(microgramsPerMillilitre))
  }
}

/// A dose over time, in nanograms per day of 24 hours (1 mcg/day = 1000 ng/day).
///
/// Range: 0 through ``maximum``. The bound keeps a day's dose times a day's milliseconds inside 64
/// bits, which is what makes the delivery integral exact.
public struct DoseRate: Hashable, Comparable, Sendable {
  /// 200 mg/day, above anything the pump's motor can deliver of the strongest drug it takes.
  public static var maximum: UInt32 { 200_000_000 }

  /// The dose in ng/day.
  public let nanogramsPerDay: UInt32

  /// A dose in ng/day, or `nil` above ``maximum``.
  @inlinable public init?(nanogramsPerDay value: UInt32) {
    guard value <= Self.maximum else { return nil }
    nanogramsPerDay = value
  }

  @usableFromInline init(unchecked value: UInt32) { nanogramsPerDay = value }

  /// No dose at all.
  @inlinable public static var zero: DoseRate { DoseRate(unchecked: 0) }

  /// Smaller doses come first.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.nanogramsPerDay < right.nanogramsPerDay
  }

  /// The drug given in one day.
  @inlinable public var perDay: Picograms { Picograms(nanograms: nanogramsPerDay) }
}

extension FlowRate {
  /// The dose this flow gives at a concentration: the drug of one day; traps above 18 tonnes/day.
  @inlinable public func drugPerDay(at concentration: Concentration) -> Picograms {
    concentration.drug(in: Nanolitres(rawValue: rawValue))
  }
}

extension Concentration {
  /// The weakest liquid there is, 1 mcg/mL.
  public static var weakest: Concentration { Concentration(unchecked: 1) }

  private init(unchecked value: UInt32) { microgramsPerMillilitre = value }
}
