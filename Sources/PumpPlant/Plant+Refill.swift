public import Quantities

/// Why liquid could not be filled into the reservoir; nothing has changed then.
public enum FillError: Error, Equatable, Sendable {
  /// The reservoir has only this much room left, in nL.
  case overCapacity(room: Nanolitres)
  /// More than ``Plant/largestTotalFill`` would have been filled in over the plant's life.
  case overTotal
}

extension Plant {
  /// Draws liquid out of the reservoir with a syringe and returns what came.
  ///
  /// Asking for more than there is gives what there is. The residual stays.
  @discardableResult
  public mutating func withdraw(_ volume: Nanolitres) -> Liquid {
    let liquid = reservoir.take(profile.usable(volume, of: reservoir.volume)).liquid
    withdrawn += liquid
    return liquid
  }

  /// Draws everything out of the reservoir, the residual included, and rinses it; returns what
  /// came.
  ///
  /// Rinsing liquid, which holds no drug, stands in the residual then. What is filled in next takes
  /// its place there too, as at the factory, and so mixes with nothing. Throws, with nothing
  /// changed, when the plant's life has had its fill.
  @discardableResult
  public mutating func rinse() throws(FillError) -> Liquid {
    let rinsing = Liquid(profile.residualVolume, of: nil)
    guard filled.volume + rinsing.volume <= Self.largestTotalFill else { throw .overTotal }
    let liquid = reservoir.liquid
    withdrawn += liquid
    filled += rinsing
    reservoir = Mixture(rinsing)
    isRinsed = rinsing.volume > .zero
    return liquid
  }

  /// Fills liquid into the reservoir and mixes it with what is there, the residual included,
  /// exactly, by amount of drug.
  ///
  /// A `nil` concentration is drug-free liquid. While the reservoir's contents are wrong by a fault
  /// it is that liquid which is filled in, whatever is asked. After ``rinse()`` the residual is
  /// filled as well, which counts as filled in. Throws, with nothing changed, when
  /// the reservoir has no room for it or the plant's life has had its fill.
  public mutating func fill(
    _ volume: Nanolitres, of concentration: Concentration?
  ) throws(FillError) {
    let room = profile.reservoirCapacity + profile.residualVolume - reservoir.volume
    guard volume <= room else { throw .overCapacity(room: room) }
    let all = isRinsed ? volume + profile.residualVolume : volume
    guard filled.volume + all <= Self.largestTotalFill else { throw .overTotal }
    // Mixing nothing in must not reset the fraction of a picogram that is being carried.
    guard volume > .zero else { return }
    var added = Liquid(all, of: concentration)
    if let fault = faults.reservoir, fault.kind == .wrongContents {
      added = Liquid(all, of: fault.concentration)
    }
    if isRinsed {
      withdrawn += reservoir.liquid
      reservoir = Mixture(.none)
      isRinsed = false
    }
    reservoir = Mixture(reservoir.liquid + added)
    filled += added
  }
}
