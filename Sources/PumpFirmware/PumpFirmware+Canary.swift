import Telemetry

extension PumpFirmware {
  /// Whether a mistake is built into this pump on purpose. Outside a debug build none ever is.
  @inline(__always)
  @_addressableSelf
  func has(_ canary: Canary) -> Bool { profile.has(canary) }
}

extension DeviceProfile: CanaryHost {}
