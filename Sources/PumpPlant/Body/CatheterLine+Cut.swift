import Quantities

/// Cutting a path between pump and catheter, and joining it again.
extension CatheterLine {
  /// Cuts off the catheter, which is the part at the tip; the rest is the path now.
  ///
  /// Liquid that stands still spreads: what was in the stretch where fronts spread comes to rest as
  /// one well-mixed liquid. No drug is lost by it, and fronts do not spread in the rest. Traps
  /// unless both parts hold some liquid.
  mutating func cut(_ volume: Nanolitres) -> Catheter {
    var catheter = Catheter(volume)
    var rest = CatheterLine(empty: pathVolume - volume)
    var room = UInt32(volume.rawValue)
    if mixer.isMixing {
      Self.share(Mixture(mixer.contents), &room, &catheter, &rest)
    }
    for index in 0..<segmentCount { Self.share(self[index], &room, &catheter, &rest) }
    self = rest
    return catheter
  }

  private static func share(
    _ mixture: Mixture, _ room: inout UInt32, _ catheter: inout Catheter,
    _ rest: inout CatheterLine
  ) {
    var behind = mixture
    let count = min(room, mixture.nanolitres)
    catheter.add(behind.take(count))
    room -= count
    rest.add(behind)
  }

  /// A path of a catheter and, behind it, what a pump has of its own.
  ///
  /// Fronts spread over `frontSmear`, or as far as the path allows. What stands where they spread
  /// comes to rest as one liquid. Traps above `PlantProfile.largestPathVolume`.
  init(joining catheter: Catheter, _ tubing: CatheterLine, frontSmear: Nanolitres) {
    let volume = catheter.volume + tubing.pathVolume
    self.init(empty: volume, frontSmear: Self.smear(frontSmear, in: volume))
    for index in 0..<catheter.segmentCount { add(catheter[index]) }
    for index in 0..<tubing.segmentCount { add(tubing[index]) }
    settleTip()
  }

  /// Over how much a front spreads in a path that may be shorter than the profile's.
  static func smear(_ wanted: Nanolitres, in pathVolume: Nanolitres) -> Nanolitres {
    let smear = min(wanted, pathVolume)
    return smear < smallestSmear ? .zero : smear
  }
}
