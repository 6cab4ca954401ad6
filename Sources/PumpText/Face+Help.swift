extension Face {
  /// Of files, scripts and benches: what is said of what stands there leads to nothing at a
  /// programmer but its help.
  package static let help = Face { _ in "the help of the programmer" }
}
