public import Telemetry

extension PumpFirmware {
  /// The pairing key of a role that is in use: the one that was ordered last and has opened a
  /// session, or the factory's. Spec: security.md, "Changing a key".
  @_addressableSelf
  public func key(of role: Role) -> AsconBlock {
    state.keys[role].current ?? secrets.factoryKeys[role]
  }

  /// The key that was ordered for a role and has not opened a session yet; `nil` without one.
  @_addressableSelf
  public func pendingKey(of role: Role) -> AsconBlock? { state.keys[role].pending }
}
