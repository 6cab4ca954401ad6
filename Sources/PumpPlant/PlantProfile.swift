public import Quantities

/// The physical constants of one pump and its catheter.
///
/// The ranges are wider than any pump of this kind needs. They exist so that no sum or product in
/// the plant can leave 64 bits, whatever the bench asks for.
public struct PlantProfile: Sendable, Equatable {
  /// The volume a stroke is meant to move, in nL: 1 through 10 000.
  public let strokeVolume: Nanolitres
  /// By how much a stroke really moves more (or less), in parts per million: -500 000 to 500 000.
  ///
  /// The true volume is nominal x (1 + ppm/1 000 000). What is not a whole nanolitre is carried to
  /// the next stroke.
  public let strokeErrorPPM: Int32
  /// The volume from the reservoir's outlet to the catheter's tip, in nL: 1 through
  /// ``largestPathVolume``.
  public let pathVolume: Nanolitres
  /// The part of the path that lies in the pump, in nL: less than ``pathVolume``; the rest is the
  /// catheter. 0 for a pump that cannot be taken off its catheter.
  public let tubingVolume: Nanolitres
  /// Over how much flow a front in the path spreads, in nL: 0 (sharp, plug flow), or 15 through
  /// ``pathVolume``. It is rounded down to a multiple of 15 nL.
  ///
  /// A front leaves the tip as a straight ramp that is so long, with its middle where the sharp
  /// front would be.
  public let frontSmear: Nanolitres
  /// What can be filled into the reservoir and had out of it, in nL: 1 through 1 000 000 000 (1 L).
  public let reservoirCapacity: Nanolitres
  /// What is in the reservoir below that, in nL: 0 through ``reservoirCapacity``.
  ///
  /// Neither the pump nor a syringe nor a leak gets at it, but every fill mixes with it.
  public let residualVolume: Nanolitres
  /// The energy in a new battery, in nJ: 1 through 10^15 (1 MJ).
  public let batteryCapacity: Nanojoules
  /// What the electronics use all the time, in nJ per ms (which is uW): 0 through 10^9.
  public let idlePower: UInt64
  /// What one stroke uses on top of that, in nJ: 1 through 10^12 (1 kJ).
  public let strokeEnergy: Nanojoules

  /// The longest path there can be: 10 mL.
  public static var largestPathVolume: Nanolitres { Nanolitres(rawValue: 10_000_000) }

  /// A profile; throws the first field that is out of its range.
  public init(
    strokeVolume: Nanolitres, strokeErrorPPM: Int32, pathVolume: Nanolitres,
    tubingVolume: Nanolitres = .zero, frontSmear: Nanolitres = .zero,
    reservoirCapacity: Nanolitres, residualVolume: Nanolitres = .zero,
    batteryCapacity: Nanojoules, idlePower: UInt64,
    strokeEnergy: Nanojoules
  ) throws(PlantProfileError) {
    try Self.require(strokeVolume.rawValue, in: 1, 10_000, .strokeVolume)
    guard strokeErrorPPM >= -500_000, strokeErrorPPM <= 500_000 else {
      throw PlantProfileError(field: .strokeErrorPPM)
    }
    try Self.require(pathVolume.rawValue, in: 1, Self.largestPathVolume.rawValue, .pathVolume)
    try Self.require(tubingVolume.rawValue, in: 0, pathVolume.rawValue - 1, .tubingVolume)
    if frontSmear > .zero {
      try Self.require(
        frontSmear.rawValue, in: CatheterLine.smallestSmear.rawValue, pathVolume.rawValue,
        .frontSmear)
    }
    try Self.require(reservoirCapacity.rawValue, in: 1, 1_000_000_000, .reservoirCapacity)
    try Self.require(residualVolume.rawValue, in: 0, reservoirCapacity.rawValue, .residualVolume)
    try Self.require(batteryCapacity.rawValue, in: 1, 1_000_000_000_000_000, .batteryCapacity)
    try Self.require(idlePower, in: 0, 1_000_000_000, .idlePower)
    try Self.require(strokeEnergy.rawValue, in: 1, 1_000_000_000_000, .strokeEnergy)
    self.strokeVolume = strokeVolume
    self.strokeErrorPPM = strokeErrorPPM
    self.pathVolume = pathVolume
    self.tubingVolume = tubingVolume
    self.frontSmear = frontSmear
    self.reservoirCapacity = reservoirCapacity
    self.residualVolume = residualVolume
    self.batteryCapacity = batteryCapacity
    self.idlePower = idlePower
    self.strokeEnergy = strokeEnergy
  }

  private static func require(
    _ value: UInt64, in lowest: UInt64, _ highest: UInt64, _ field: PlantProfileError.Field
  ) throws(PlantProfileError) {
    guard value >= lowest, value <= highest else { throw PlantProfileError(field: field) }
  }
}

/// Why a set of constants is not a pump.
public struct PlantProfileError: Error, Equatable, Sendable {
  /// The field that is out of its range; ``PlantProfile`` documents the ranges.
  public let field: Field

  /// The fields of a ``PlantProfile``.
  public enum Field: Equatable, Sendable {
    /// `strokeVolume`.
    case strokeVolume
    /// `strokeErrorPPM`.
    case strokeErrorPPM
    /// `pathVolume`.
    case pathVolume
    /// `tubingVolume`.
    case tubingVolume
    /// `frontSmear`.
    case frontSmear
    /// `reservoirCapacity`.
    case reservoirCapacity
    /// `residualVolume`.
    case residualVolume
    /// `batteryCapacity`.
    case batteryCapacity
    /// `idlePower`.
    case idlePower
    /// `strokeEnergy`.
    case strokeEnergy
  }
}
