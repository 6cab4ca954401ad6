/// Where the programming head is. Spec: session.md.
package enum HeadPlace: UInt8, CaseIterable, Hashable, Sendable {
  /// Too far: no byte passes, either way.
  case away = 0
  /// Within reach of the link but not on the skin: bytes pass, and what the pump answers it pays
  /// for from its own battery.
  case near = 1
  /// On the skin over the pump, whose answers its field powers.
  case contact = 2
}
