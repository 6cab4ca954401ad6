/// What the pump's hardware tells the firmware; bytes from the link come by their own call.
public enum PumpEvent: Hashable, Sendable {
  /// Time went by.
  case tick
  /// The motor made some of the strokes it was told to, and stands there now.
  case motorStopped(strokes: UInt32, rotor: UInt16)
  /// The record was written and read back; false when it does not read back as written.
  case stored(Bool)
  /// The battery was measured, in 1/100 % of a new one's energy.
  case batteryMeasured(UInt16)
}

/// What the firmware wants done. Each is followed by its completion, except the transmission.
public enum PumpAction: Hashable, Sendable {
  /// Turn the motor forward by this many strokes; then ``PumpEvent/motorStopped(strokes:rotor:)``.
  ///
  /// They fall due evenly up to the time of the call that led to this action. When the pump is
  /// served at every ``PumpFirmware/deadline`` there is one stroke to an action; when time jumps,
  /// all those of the jump come in one.
  case turnMotor(strokes: UInt32)
  /// Write ``PumpFirmware/withRecord(_:)`` to this slot; then ``PumpEvent/stored(_:)``.
  case store(slot: UInt8)
  /// Measure the battery; then ``PumpEvent/batteryMeasured(_:)``.
  case measureBattery
  /// Send ``PumpFirmware/withTransmission(_:)`` over the link.
  case transmit
}
