package import Quantities
package import Telemetry

/// What the fluid path of a pump does to a flow.
package enum PathTransit {
  /// How long a volume takes at a flow in nL/day, rounded up to the second; `nil` without a flow.
  package static func time(_ nanolitres: UInt32, at flow: UInt64) -> Milliseconds? {
    guard flow > 0 else { return nil }
    return .seconds((UInt64(nanolitres) * 86_400 + flow - 1) / flow)
  }

  /// The part of the path that is catheter, in nL.
  package static func catheter(_ now: Interrogation) -> UInt32 {
    now.pathNanolitres - min(now.pathNanolitres, now.tubingNanolitres)
  }
}
