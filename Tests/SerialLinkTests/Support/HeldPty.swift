import SerialLink

/// Somewhere to keep what cannot be copied.
final class HeldPty {
  let end: Pty
  init(_ end: consuming Pty) { self.end = end }
}
