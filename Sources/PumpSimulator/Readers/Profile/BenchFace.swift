import PumpText

extension Face {
  /// A bench's own: what is said of quantities here leads to nothing at a programmer but its help.
  static let bench = Face { _ in "`programmer help`" }
}
