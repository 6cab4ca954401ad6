/// Somebody near the pump without a key.
struct Attacker {
  /// Frames that went over the air.
  var recorded: [[UInt8]] = []
}
