public import Quantities

/// An amount of liquid and the drug dissolved in it.
///
/// Nothing here is a concentration: amounts add and subtract exactly, concentrations do not.
public struct Liquid: Equatable, Sendable {
  /// The volume of liquid, in nL.
  public var volume: Nanolitres
  /// The drug in that volume, in pg.
  public var drug: Picograms

  /// An amount of liquid that holds an amount of drug.
  public init(volume: Nanolitres, drug: Picograms) {
    self.volume = volume
    self.drug = drug
  }

  /// A volume of one concentration, or of drug-free liquid when that is `nil`.
  ///
  /// Traps above 18 g of drug, which no reservoir holds.
  public init(_ volume: Nanolitres, of concentration: Concentration?) {
    self.volume = volume
    drug = concentration?.drug(in: volume) ?? .zero
  }

  /// No liquid at all.
  public static var none: Liquid { Liquid(volume: .zero, drug: .zero) }

  /// Both amounts together; traps when a sum does not fit.
  public static func + (left: Liquid, right: Liquid) -> Liquid {
    Liquid(volume: left.volume + right.volume, drug: left.drug + right.drug)
  }

  /// Adds in place; traps when a sum does not fit.
  public static func += (left: inout Liquid, right: Liquid) { left = left + right }

  /// Both amounts together, or `nil` when a sum does not fit.
  public func plus(_ other: Liquid) -> Liquid? {
    guard let volume = volume.plus(other.volume), let drug = drug.plus(other.drug) else {
      return nil
    }
    return Liquid(volume: volume, drug: drug)
  }
}
