public import Quantities

/// The fluid path from the reservoir's outlet to the catheter's tip: a queue of stretches of
/// liquid.
///
/// The path is rigid and always full, so whatever is pushed in at the head moves the same volume
/// out at the tip. Neighbouring stretches do not mix, except that when all ``maximumSegments`` are
/// in use the two neighbours that are smallest together become one: a smeared front. Drug is
/// conserved to the picogram throughout, because only amounts are ever added.
public struct CatheterLine: Sendable {
  /// The number of stretches of different liquid the path can tell apart.
  public static var maximumSegments: Int { 64 }

  /// The volume of the path, in nL: 1 through `PlantProfile.largestPathVolume`.
  public let pathVolume: Nanolitres

  private var slots: [64 of Mixture]
  /// The slot of the segment at the tip.
  private var tip = 0

  /// The number of stretches in use, 1 through ``maximumSegments``.
  public private(set) var segmentCount = 1

  /// A path full of one liquid: drug-free when `concentration` is `nil`, as it is before priming.
  ///
  /// Traps when `pathVolume` is zero or above `PlantProfile.largestPathVolume`.
  public init(pathVolume: Nanolitres, filledWith concentration: Concentration?) {
    precondition(
      pathVolume > .zero && pathVolume <= PlantProfile.largestPathVolume,
      "a path holds some liquid, and not more than a pump can have")
    self.pathVolume = pathVolume
    slots = .init(repeating: Mixture(Liquid(pathVolume, of: concentration)))
  }

  /// Segments read from outside, from the tip on, or `nil` unless they fill the path exactly.
  init?(pathVolume: Nanolitres, count: Int, segment: (Int) -> Mixture?) {
    guard count >= 1, count <= Self.maximumSegments else { return nil }
    self.init(pathVolume: pathVolume, filledWith: nil)
    for index in 0..<count {
      guard let mixture = segment(index), mixture.nanolitres > 0 else { return nil }
      slots[index] = mixture
    }
    segmentCount = count
    guard contents.volume == pathVolume else { return nil }
  }

  /// Everything in the path.
  public var contents: Liquid {
    var sum = Liquid.none
    for index in 0..<segmentCount { sum += self[index].liquid }
    return sum
  }

  /// The segment at a place in the queue; 0 is at the tip.
  subscript(index: Int) -> Mixture {
    get { slots[(tip + index) % Self.maximumSegments] }
    set { slots[(tip + index) % Self.maximumSegments] = newValue }
  }

  /// Pushes liquid in at the head and returns what left at the tip, which has the same volume.
  ///
  /// Traps above 1 L in one push, and for a liquid stronger than the strongest concentration.
  public mutating func push(_ liquid: Liquid) -> Liquid { push(Mixture(liquid)) }

  mutating func push(_ mixture: Mixture) -> Liquid {
    guard mixture.nanolitres > 0 else { return .none }
    append(mixture)
    var remaining = mixture.nanolitres
    var left = Liquid.none
    while remaining > 0 {
      let taken = self[0].nanolitres < remaining ? self[0].nanolitres : remaining
      left += self[0].take(taken).liquid
      remaining -= taken
      if self[0].nanolitres == 0 {
        tip = (tip + 1) % Self.maximumSegments
        segmentCount -= 1
      }
    }
    return left
  }

  /// Room is made before anything leaves and without regard to the newcomer's size: that is why
  /// one push of many strokes and many pushes of one stroke end in the same queue.
  private mutating func append(_ mixture: Mixture) {
    if self[segmentCount - 1].append(mixture) { return }
    if segmentCount == Self.maximumSegments { mergeSmallestNeighbours() }
    self[segmentCount] = mixture
    segmentCount += 1
  }

  private mutating func mergeSmallestNeighbours() {
    var best = 0
    for index in 1..<(segmentCount - 1) where pairVolume(index) < pairVolume(best) {
      best = index
    }
    self[best] = Mixture(self[best].liquid + self[best + 1].liquid)
    for index in (best + 1)..<(segmentCount - 1) { self[index] = self[index + 1] }
    segmentCount -= 1
  }

  private func pairVolume(_ index: Int) -> UInt32 {
    self[index].nanolitres + self[index + 1].nanolitres
  }
}
