import Quantities

/// Where the firmware is with the motor: strokes it asks for, strokes that turn, and the watch over
/// what the rotor made of them.
struct MotorWork: Sendable {
  /// The strokes that are to be asked of the motor.
  private var asked: UInt32 = 0
  /// The strokes the motor is making, or that are still to be made of those; zero when it stands.
  private(set) var turning: UInt32 = 0
  /// The second opinion on what it did.
  var watchdog: DeliveryWatchdog

  /// A motor that stands, from a moment on at which so much is owed.
  init(from time: TherapyTime, owed: Picograms) {
    watchdog = DeliveryWatchdog(from: time, owed: owed)
  }

  /// Whether strokes are to be made, or their end awaited, before time goes on.
  @inline(__always)
  var isBusy: Bool { asked > 0 || turning > 0 }

  /// Has strokes made.
  @inline(__always)
  mutating func ask(_ strokes: UInt32) { asked = strokes }

  /// The strokes that the motor is to make, once for each time they are asked for.
  mutating func takeAsked() -> UInt32? {
    guard asked > 0 else { return nil }
    turning = asked
    asked = 0
    return turning
  }

  /// The motor stands again; gives how many strokes it was told to make.
  mutating func stop() -> UInt32 {
    let told = turning
    turning = 0
    return told
  }

  /// Strokes that were not made are still to be made, until it is known why they were not.
  mutating func holdBack(_ missed: UInt32) { turning = missed }
}
