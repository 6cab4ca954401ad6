public import Quantities

/// The fluid path from the reservoir's outlet to the catheter's tip: a queue of stretches of
/// liquid.
///
/// The path is rigid and always full, so whatever is pushed in at the head moves the same volume
/// out at the tip. Neighbouring stretches flow as plugs and do not mix, with two exceptions. Over
/// the line's front smear (if it has one) a front spreads before it leaves: it comes as a straight
/// ramp, centred on the moment of the sharp front. And when all ``maximumSegments`` are in use, the
/// two neighbours that are smallest together become one. Drug is conserved to the picogram
/// throughout, because only amounts are ever added, and how a flow is cut into pushes makes no
/// difference. Liquid of one strength costs the same few operations however much is pushed.
public struct CatheterLine: Sendable {
  /// The number of stretches of different liquid the path can tell apart.
  public static var maximumSegments: Int { 64 }

  /// The volume of the path, in nL: 1 through `PlantProfile.largestPathVolume`.
  public let pathVolume: Nanolitres

  private var slots: [64 of Mixture]
  /// The last stretch before the tip, while there are fronts in it that spread.
  private(set) var mixer: FrontMixer
  /// The slot of the segment at the tip.
  private var tip = 0

  /// The number of stretches in use, 1 through ``maximumSegments``.
  public private(set) var segmentCount = 1

  /// A path full of one liquid: drug-free when `concentration` is `nil`, as it is before priming.
  ///
  /// A front spreads over `frontSmear`, rounded down to a multiple of 15 nL; zero keeps it sharp.
  ///
  /// Traps when `pathVolume` is zero or above `PlantProfile.largestPathVolume`, and when the smear
  /// is not zero and below ``smallestSmear`` or above the path's volume.
  public init(
    pathVolume: Nanolitres, frontSmear: Nanolitres = .zero,
    filledWith concentration: Concentration?
  ) {
    precondition(
      pathVolume > .zero && pathVolume <= PlantProfile.largestPathVolume,
      "a path holds some liquid, and not more than a pump can have")
    precondition(
      frontSmear == .zero || frontSmear >= Self.smallestSmear && frontSmear <= pathVolume,
      "a front spreads inside the path, in steps of whole nanolitres")
    self.pathVolume = pathVolume
    slots = .init(repeating: Mixture(Liquid(pathVolume, of: concentration)))
    mixer = FrontMixer(frontSmear: frontSmear)
  }

  /// The smallest volume over which a front can spread, if it is not sharp: 15 nL.
  public static var smallestSmear: Nanolitres {
    Nanolitres(rawValue: UInt64(FrontMixer.steps))
  }

  /// A path that holds nothing yet; ``add(_:)`` has to fill it before anything is pushed.
  init(empty pathVolume: Nanolitres, frontSmear: Nanolitres = .zero) {
    self.init(pathVolume: pathVolume, frontSmear: frontSmear, filledWith: nil)
    segmentCount = 0
  }

  /// Puts liquid in at the head of a path that is being filled.
  mutating func add(_ mixture: Mixture) {
    guard mixture.nanolitres > 0 else { return }
    if segmentCount > 0 { return append(mixture) }
    self[0] = mixture
    segmentCount = 1
  }

  /// Makes one liquid of what stands where fronts spread, if it is not one already.
  mutating func settleTip() {
    guard self[0].nanolitres < mixer.volume else { return }
    var all = Liquid.none
    while all.volume.rawValue < UInt64(mixer.volume) {
      let rest = mixer.volume - UInt32(all.volume.rawValue)
      let piece = self[0].take(min(rest, self[0].nanolitres))
      all += piece.liquid
      if self[0].nanolitres == 0 { dropTip() }
    }
    // At least one segment went, so there is room for this one.
    tip = (tip + Self.maximumSegments - 1) % Self.maximumSegments
    segmentCount += 1
    self[0] = Mixture(all)
  }

  /// Segments read from outside, from the tip on, or `nil` unless they fill the path exactly.
  init?(
    pathVolume: Nanolitres, mixer: FrontMixer, count: Int, segment: (Int) -> Mixture?
  ) {
    guard count >= 1, count <= Self.maximumSegments else { return nil }
    self.init(pathVolume: pathVolume, filledWith: nil)
    self.mixer = mixer
    for index in 0..<count {
      guard let mixture = segment(index), mixture.nanolitres > 0 else { return nil }
      slots[index] = mixture
    }
    segmentCount = count
    guard contents.volume == pathVolume, mixer.isMixing || self[0].nanolitres >= mixer.volume
    else { return nil }
  }

  /// Everything in the path.
  public var contents: Liquid {
    @_addressableSelf get {
      var sum = mixer.contents
      for index in 0..<segmentCount { sum += self[index].liquid }
      return sum
    }
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
    // Nearly always: one strength throughout, of which every nanolitre holds the same.
    let isPlug = segmentCount == 1 && !mixer.isMixing
    if isPlug, mixture.isExact, slots[tip].strength == mixture.strength { return mixture.liquid }
    append(mixture)
    // One strength throughout, and nothing to spread.
    if isPlug, segmentCount == 1 { return slots[tip].take(mixture.nanolitres).liquid }
    var remaining = mixture.nanolitres
    var left = Liquid.none
    while remaining > 0 {
      if mixer.isMixing {
        left += flowMixing(atMost: &remaining)
      } else {
        left += flowAsPlug(atMost: &remaining)
      }
    }
    return left
  }

  /// Lets liquid flow of which one strength stands at the tip, up to the next front.
  private mutating func flowAsPlug(atMost remaining: inout UInt32) -> Liquid {
    let uniform = self[0].nanolitres - mixer.volume
    let count = uniform < remaining ? uniform : remaining
    let left = self[0].take(count).liquid
    remaining -= count
    if self[0].nanolitres == 0 { dropTip() }
    if remaining > 0, mixer.volume > 0 {
      mixer.begin(with: self[0])
      dropTip()
    }
    return left
  }

  /// Lets liquid flow through the stretch in which fronts spread, up to the end of a step there.
  private mutating func flowMixing(atMost remaining: inout UInt32) -> Liquid {
    var count = min(mixer.leaving.nanolitres, remaining)
    count = min(count, self[0].nanolitres)
    let arriving = self[0].take(count)
    remaining -= count
    let endsRun = self[0].nanolitres == 0
    if endsRun { dropTip() }
    var left = mixer.pass(arriving, endsRun: endsRun)
    guard mixer.isSteady else { return left }
    // One strength stands in the stretch again. Its drug may differ by the rounding of the steps:
    // what is too much leaves now; what is too little waits for a step at which it is not.
    var still = self[0]
    still.precede(by: mixer.volume)
    var rest = still
    let plug = rest.take(mixer.volume).drug
    if let surplus = mixer.contents.drug.minus(plug) {
      left.drug += surplus
      self[0] = still
      mixer.end()
    }
    return left
  }

  private mutating func dropTip() {
    tip = (tip + 1) % Self.maximumSegments
    segmentCount -= 1
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
    if best == 0 { mixer.breakRun() }
  }

  private func pairVolume(_ index: Int) -> UInt32 {
    self[index].nanolitres + self[index + 1].nanolitres
  }
}
