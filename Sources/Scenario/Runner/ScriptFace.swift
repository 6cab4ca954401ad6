package import PumpText

extension Face {
  /// A script's own: what is said of quantities in it leads to nothing but the programmer's help.
  package static let script = Face { _ in "`programmer help`" }
}
