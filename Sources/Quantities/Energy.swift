/// An amount of electrical energy in nanojoules.
public struct Nanojoules: Quantity {
  /// The energy in nJ.
  public let rawValue: UInt64

  /// An energy of `rawValue` nJ.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
}
