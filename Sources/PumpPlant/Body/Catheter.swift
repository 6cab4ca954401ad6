public import Quantities

/// A catheter that leads to no pump: what stands in it, from the tip on.
///
/// Nothing moves in it. It tells apart ``maximumSegments`` stretches of liquid; where there were
/// more, the smallest neighbours become one, and no drug is lost by it.
public struct Catheter: Sendable {
  /// The number of stretches of different liquid it can tell apart.
  public static var maximumSegments: Int { 16 }

  /// The volume of the catheter, in nL, at least 1.
  public let volume: Nanolitres
  /// The number of stretches in use.
  public private(set) var segmentCount = 0
  private var slots = [16 of Mixture](repeating: Mixture(.none))

  /// A catheter that is put together from the tip on.
  init(_ volume: Nanolitres) { self.volume = volume }

  /// Segments read from outside, from the tip on, or `nil` unless they fill the catheter exactly.
  init?(_ volume: Nanolitres, count: Int, segment: (Int) -> Mixture?) {
    guard count >= 1, count <= Self.maximumSegments else { return nil }
    self.volume = volume
    for index in 0..<count {
      guard let mixture = segment(index), mixture.nanolitres > 0 else { return nil }
      slots[index] = mixture
    }
    segmentCount = count
    guard contents.volume == volume else { return nil }
  }

  /// A new catheter, full of drug-free liquid; `nil` without a volume, and above
  /// `PlantProfile.largestPathVolume`.
  public init?(new volume: Nanolitres) {
    guard volume > .zero, volume <= PlantProfile.largestPathVolume else { return nil }
    self.init(volume)
    add(Mixture(Liquid(volume, of: nil)))
  }

  /// The stretch at a place; 0 is at the tip.
  subscript(index: Int) -> Mixture { slots[index] }

  /// Everything in it.
  public var contents: Liquid {
    var sum = Liquid.none
    for index in 0..<segmentCount { sum += slots[index].liquid }
    return sum
  }

  /// Puts liquid in behind what is there.
  mutating func add(_ mixture: Mixture) {
    guard mixture.nanolitres > 0 else { return }
    if segmentCount > 0, slots[segmentCount - 1].append(mixture) { return }
    if segmentCount == Self.maximumSegments { joinSmallestNeighbours() }
    slots[segmentCount] = mixture
    segmentCount += 1
  }

  private mutating func joinSmallestNeighbours() {
    var best = 0
    for index in 1..<(segmentCount - 1) where pair(index) < pair(best) { best = index }
    slots[best] = Mixture(slots[best].liquid + slots[best + 1].liquid)
    for index in (best + 1)..<(segmentCount - 1) { slots[index] = slots[index + 1] }
    segmentCount -= 1
  }

  private func pair(_ index: Int) -> UInt64 {
    UInt64(slots[index].nanolitres) + UInt64(slots[index + 1].nanolitres)
  }
}
