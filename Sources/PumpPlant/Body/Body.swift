public import Quantities

/// Somebody who has a pump, is to get one, or had one: what is in the body whatever pump is.
///
/// A pump is implanted into a body and explanted from it; drug can be injected into it by hand, as
/// in a trial before there is any pump. While a pump is in it, what its catheter holds is part of
/// the pump's own path, and ``catheter`` is `nil`. Spec: bench.md, "The body".
public struct Body: Sendable {
  /// What is in the catheter that lies in the body and leads to no pump; `nil` where there is none
  /// or a pump has it.
  public internal(set) var catheter: Catheter?
  /// All that came out at the tip, from pumps that are no longer in the body.
  public internal(set) var infused: Liquid
  /// All that was injected by hand.
  public internal(set) var injected: Picograms
  /// All that was in catheters when they were taken out of the body.
  public internal(set) var removed: Liquid
  /// Who is in it, for those who asked for somebody; it changes nothing of the rest.
  public internal(set) var patient: Patient?

  /// A body that never had a pump or a catheter, and no drug.
  public init() {
    catheter = nil
    infused = .none
    injected = .zero
    removed = .none
    patient = nil
  }

  /// The most that can be injected at once: 100 mg.
  public static var largestInjection: Picograms { Picograms(rawValue: 100_000_000_000) }

  /// Injects drug into the spinal fluid, past any catheter; false, with nothing changed, when it is
  /// more than ``largestInjection`` or than can be counted.
  public mutating func inject(_ drug: Picograms) -> Bool {
    guard drug <= Self.largestInjection, let sum = injected.plus(drug) else { return false }
    injected = sum
    return true
  }

  /// All drug that ever reached the spinal fluid, without what the pump that is in the body has
  /// given.
  public var received: Picograms { infused.drug + injected }

  /// Puts a new catheter, full of drug-free liquid, in the place of the one that leads to no pump.
  /// False, with nothing changed, for a volume that no catheter has.
  public mutating func replaceCatheter(_ volume: Nanolitres) -> Bool {
    guard let new = Catheter(new: volume) else { return false }
    if let old = catheter { removed += old.contents }
    catheter = new
    return true
  }
}
