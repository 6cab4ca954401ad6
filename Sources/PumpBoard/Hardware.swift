import Quantities

/// The board's registers, as `startup.c` has them.
enum Hardware {
  /// A serial port.
  enum Port: UInt32 {
    /// The pump's line, to the programmer.
    case line = 0
    /// The bench's.
    case bench = 1
  }

  /// The next byte of a port; `nil` when there is none.
  static func receive(_ port: Port) -> UInt8? {
    let byte = board_receive(port.rawValue)
    return byte < 0 ? nil : UInt8(truncatingIfNeeded: byte)
  }

  /// Whether a byte of a port waits to be taken.
  static func hasCome(_ port: Port) -> Bool { board_has_come(port.rawValue) != 0 }

  /// Sends a byte, as soon as the port has room.
  static func send(_ byte: UInt8, _ port: Port) { board_send(port.rawValue, byte) }

  /// How many errors a port had since the board started: bytes overrun, breaks, noise.
  static func errors(_ port: Port) -> UInt32 { board_errors(port.rawValue) }

  /// As if a port had an error.
  static func disturb(_ port: Port) { board_disturb(port.rawValue) }

  /// Time since the board started, in ms; it begins anew after 49 days.
  static var milliseconds: UInt32 { board_milliseconds() }

  /// How many ticks of its clock went by since the board started, and how many a second has.
  static var ticks: UInt64 { board_ticks() }
  static var ticksPerSecond: UInt32 { board_ticks_per_second() }

  /// Sleeps to the next interrupt, one of which comes every ms.
  static func sleep() { board_wait() }

  /// Tells the watchdog that something was done. Whoever waits for the clock tells it only when
  /// that went on.
  static func feedWatchdog() { board_feed() }

  /// Lets the clock stand, as if it were broken; false where no watchdog would see that.
  static func stopClock() -> Bool {
    #if arch(wasm32)
      return false
    #else
      board_stop_clock()
      return true
    #endif
  }

  /// Switches the pin of the tone.
  static func tone(_ isOn: Bool) { board_tone(isOn ? 1 : 0) }

  /// The stack there is, and the most of it that was used, in bytes.
  static var stack: (room: UInt32, used: UInt32) { (board_stack_room(), board_stack_used()) }

  /// Room for what has none on the stack: so many bytes, aligned to 16.
  static var room: (start: UnsafeMutableRawPointer, bytes: Int) {
    unsafe (board_room(), Int(board_room_bytes()))
  }

  /// What is kept over a reset and a power cut, in words.
  static var kept: UnsafeMutablePointer<UInt32> { unsafe board_kept() }
  /// How many bytes of it there are.
  static var keptBytes: Int { Int(board_kept_bytes()) }
}

@_extern(c) private func board_receive(_ port: UInt32) -> Int32
@_extern(c) private func board_has_come(_ port: UInt32) -> UInt32
@_extern(c) private func board_send(_ port: UInt32, _ byte: UInt8)
@_extern(c) private func board_errors(_ port: UInt32) -> UInt32
@_extern(c) private func board_disturb(_ port: UInt32)
@_extern(c) private func board_milliseconds() -> UInt32
@_extern(c) private func board_ticks() -> UInt64
@_extern(c) private func board_ticks_per_second() -> UInt32
@_extern(c) private func board_wait()
@_extern(c) private func board_feed()
#if !arch(wasm32)
  @_extern(c) private func board_stop_clock()
#endif
@_extern(c) private func board_tone(_ isOn: UInt32)
@_extern(c) private func board_room() -> UnsafeMutableRawPointer
@_extern(c) private func board_room_bytes() -> UInt32
@_extern(c) private func board_kept() -> UnsafeMutablePointer<UInt32>
@_extern(c) private func board_kept_bytes() -> UInt32
@_extern(c) private func board_stack_room() -> UInt32
@_extern(c) private func board_stack_used() -> UInt32
