import Quantities

/// A volume of liquid of one strength: what is in the reservoir, or one stretch of the catheter.
///
/// Drug leaves in whole picograms. The fraction that is due with the nanolitres gone so far, but is
/// not a whole picogram yet, is carried to the next nanolitre. Taking `n` and then `m` nanolitres
/// therefore gives the same drug as taking `n + m`, and what is taken and what is left always add
/// up: the sums telescope, so there is nothing that could drift.
struct Mixture: Equatable, Sendable {
  /// The largest volume one mixture may have: 2 L, the largest reservoir and its residual.
  ///
  /// It keeps volume times fraction inside 64 bits, and a volume inside 32.
  static var largestVolume: Nanolitres { Nanolitres(rawValue: 2_000_000_000) }

  /// What each nanolitre holds.
  let strength: Strength
  /// Nanolitres left.
  private(set) var nanolitres: UInt32
  /// The fraction of a picogram due but not given yet, in `1 / strength.divisor` pg.
  private(set) var carry: UInt32

  /// Mixes a liquid well; traps above ``largestVolume`` or the strongest concentration.
  init(_ liquid: Liquid) {
    precondition(liquid.volume <= Self.largestVolume, "no mixture is larger than two litres")
    precondition(liquid.volume > .zero || liquid.drug == .zero, "drug needs liquid to be in")
    strength = Strength(of: liquid)
    nanolitres = UInt32(liquid.volume.rawValue)
    carry = 0
  }

  /// A mixture read from outside, or `nil` when its fields do not fit together.
  init?(nanolitres: UInt32, strength: Strength, carry: UInt32) {
    guard UInt64(nanolitres) <= Self.largestVolume.rawValue, carry < strength.divisor else {
      return nil
    }
    self.strength = strength
    self.nanolitres = nanolitres
    self.carry = carry
  }

  /// Whether each nanolitre holds a whole number of picograms, so that nothing is ever carried.
  var isExact: Bool { strength.part == 0 }

  /// The volume left.
  var volume: Nanolitres { Nanolitres(rawValue: UInt64(nanolitres)) }

  /// The drug left.
  @inline(__always)
  var drug: Picograms { outcome(ofTaking: nanolitres).drug }

  /// Both amounts left.
  @inline(__always)
  var liquid: Liquid { Liquid(volume: volume, drug: drug) }

  /// The fraction carried when the last nanolitre has gone.
  var carryAtEnd: UInt32 { outcome(ofTaking: nanolitres).carry }

  /// Takes nanolitres off the front; traps when there are not that many.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  mutating func take(_ count: UInt32) -> Mixture {
    precondition(count <= nanolitres, "more liquid taken than there is")
    var taken = self
    taken.nanolitres = count
    carry = outcome(ofTaking: count).carry
    nanolitres -= count
    return taken
  }

  /// Joins liquid that flowed in right behind this, or says `false` when it is a different one.
  ///
  /// Equal strength alone is not enough for the joint amount to be exact: the fraction of a
  /// picogram has to go on where this one leaves it. For any whole number of mcg/mL it does.
  mutating func append(_ next: Mixture) -> Bool {
    guard strength == next.strength, carryAtEnd == next.carry else { return false }
    nanolitres += next.nanolitres
    return true
  }

  /// Grows by nanolitres at the front, so that taking them leaves what there is now.
  mutating func precede(by count: UInt32) {
    let divisor = UInt64(strength.divisor)
    let due = UInt64(strength.part) * UInt64(count) % divisor
    carry = UInt32((UInt64(carry) + divisor - due) % divisor)
    nanolitres += count
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private func outcome(ofTaking count: UInt32) -> (drug: Picograms, carry: UInt32) {
    // A whole number of picograms in each nanolitre, as filled: there is nothing to divide.
    guard strength.part > 0 else {
      return (Picograms(rawValue: UInt64(strength.whole) * UInt64(count)), 0)
    }
    let due = UInt64(carry) + UInt64(strength.part) * UInt64(count)
    let divisor = UInt64(strength.divisor)
    let drug = UInt64(strength.whole) * UInt64(count) + due / divisor
    return (Picograms(rawValue: drug), UInt32(due % divisor))
  }
}
