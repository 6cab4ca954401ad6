import Quantities

/// What lies between the reservoir and the tip, for whoever draws it.
extension Plant {
  /// How many stretches of different liquid lie in the path.
  public var pathStretches: Int {
    @_addressableSelf get { line.segmentCount + (line.mixer.isMixing ? 1 : 0) }
  }

  /// One of them, 0 being the one at the tip; traps for one that is not there.
  @_addressableSelf
  public func pathStretch(_ index: Int) -> Liquid {
    guard line.mixer.isMixing else { return line[index].liquid }
    return index == 0 ? line.mixer.contents : line[index - 1].liquid
  }
}
