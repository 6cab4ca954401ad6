import CSerialShim
import Glibc

/// A serial port, opened raw at 8N1: a real one, a USB adapter, or a pump's pseudo-terminal.
///
/// Closing happens when the value goes away. A real port then gets back the settings it had; bytes
/// still in the output queue would be sent with those, so call `drain()` first if they matter.
package struct SerialPort: ~Copyable, DescriptorStream {
  package let descriptor: Descriptor
  private let original: PortSettings?

  /// Opens a port and makes it ready: locked against other programs, raw, at `baud` bits per
  /// second, with bytes from before the opening thrown away.
  ///
  /// Throws with kind `.notFound` (also for a link that a killed pump left behind and that leads
  /// into a stranger's terminal by now), `.notATerminal` (a file, directory or pipe), `.busy`
  /// (another program holds the lock), `.notPermitted`, `.unplugged` (no hardware behind the port),
  /// or, for a speed the port cannot run at, `.unsupported` or `.other`.
  package init(
    opening path: String, baud: UInt32 = 115_200, exclusive: Bool = true
  ) throws(SerialError) {
    let descriptor = try SystemCall.descriptor(Operation.open, path) {
      unsafe Int(cserial_tty_open(path))
    }
    let number = descriptor.number
    // Before anything is done to what may be a stranger's.
    try StalePortName.refuse(path, openedAs: number)
    // An flock, as pyserial and tio use: unlike TIOCEXCL it dies with its holder. It comes first,
    // so that a second opener changes nothing.
    if exclusive {
      try SystemCall.checked(Operation.open, path) { Int(cserial_flock(number, 1)) }
    }
    let found = try PortSettings(of: number, path)
    try SystemCall.checked(Operation.configure, path) { Int(cserial_tty_set_raw(number)) }
    try Self.setBaud(baud, number, path)
    try SystemCall.checked(Operation.flush, path) { Int(cserial_tty_flush_input(number)) }
    // A pseudo-terminal's settings belong to the pump, which keeps it raw for the next client.
    original = cserial_tty_is_pty(number) == 1 ? nil : found
    self.descriptor = descriptor
  }

  deinit {
    original?.restore(to: descriptor.number)
    // By itself it would stay with a program that this one is just starting, until that runs.
    cserial_unlock(descriptor.number)
  }

  /// Whether a program is at the other end, and not a wire.
  package var isPseudoTerminal: Bool { cserial_tty_is_pty(fileDescriptor) == 1 }

  /// Waits, without limit, until what was written has left the port. On a pseudo-terminal it
  /// returns at once and proves nothing. Throws with kind `.unplugged`.
  package borrowing func drain() throws(SerialError) {
    let number = fileDescriptor
    try SystemCall.checked(Operation.drain, path) { Int(cserial_tty_drain(number)) }
  }

  /// Throws away what has arrived and was not read. Throws with kind `.unplugged`.
  package borrowing func discardInput() throws(SerialError) {
    let number = fileDescriptor
    try SystemCall.checked(Operation.flush, path) { Int(cserial_tty_flush_input(number)) }
  }

  /// Holds the line in the break state for 0.25 to 0.5 seconds and returns then. A pseudo-terminal
  /// accepts it at once and nobody notices it. Throws with kind `.unplugged`.
  package borrowing func sendBreak() throws(SerialError) {
    let number = fileDescriptor
    try SystemCall.checked(Operation.sendBreak, path) { Int(cserial_tty_send_break(number)) }
  }

  /// Sets the speed in bits per second. Speeds without a standard name need termios2.
  /// Throws with kind `.unsupported` or `.other` if the port cannot run at it.
  package borrowing func setBaud(_ baud: UInt32) throws(SerialError) {
    try Self.setBaud(baud, fileDescriptor, path)
  }

  /// The speed in bits per second, or `nil` where the system does not tell.
  package borrowing func baud() -> UInt32? {
    var baud: UInt32 = 0
    return unsafe cserial_tty_get_baud(fileDescriptor, &baud) == 0 ? baud : nil
  }

  private static func setBaud(
    _ baud: UInt32, _ number: Int32, _ path: String
  ) throws(SerialError) {
    // The standard way first. It is the only one everywhere, and programs that look at the port
    // with the older interface see the speed they know instead of "other".
    if cserial_tty_set_standard_baud(number, baud) == 0 { return }
    guard baud > 0 else {
      // Zero means "hang up" to the kernel.
      throw SerialError(operation: Operation.setBaud, code: EINVAL, path: path)
    }
    try SystemCall.checked(Operation.setBaud, path) {
      Int(cserial_tty_set_custom_baud(number, baud))
    }
  }
}
