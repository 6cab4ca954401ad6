public import Telemetry

/// What the pump's hardware tells the firmware; bytes from the link and from the log's ring come by
/// their own calls.
public enum PumpEvent: Hashable, Sendable {
  /// Time went by.
  case tick
  /// The motor made strokes, as many as it was told to or not, and stands there now.
  case motorStopped(strokes: UInt32, rotor: UInt16)
  /// The record was written and read back; false when it does not read back as written.
  case stored(Bool)
  /// The entries were written to the log's ring and read back; false when one does not read back.
  case logStored(Bool)
  /// The battery was measured, in 1/100 % of a new one's energy.
  case batteryMeasured(UInt16)
  /// Processor and memories were tested.
  case selfTested(SelfTest)
  /// The tone has sounded.
  case sounded
  /// The programming head came into contact with the skin over the pump, or lost it. It is not in
  /// contact before this is told.
  case headMoved(isInContact: Bool)
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
  /// Write ``PumpFirmware/withLogEntries(_:)`` to so many places of the log's ring, one after
  /// another from this one; then ``PumpEvent/logStored(_:)``. They never go round the ring's end.
  case storeLog(place: UInt16, count: UInt8)
  /// Read so many places of the log's ring, the place after the last being 0; then
  /// ``PumpFirmware/logRead(_:at:)``.
  case readLog(place: UInt16, count: UInt8)
  /// Measure the battery; then ``PumpEvent/batteryMeasured(_:)``.
  case measureBattery
  /// Test processor and memories; then ``PumpEvent/selfTested(_:)``.
  case selfTest
  /// Sound a tone; then ``PumpEvent/sounded``.
  case sound(Tone)
  /// Send ``PumpFirmware/withTransmission(_:)`` over the link.
  case transmit
}
