import CSerialShim
import Glibc

/// A terminal's settings as they were found, to be put back.
struct PortSettings {
  private var attributes: termios
  /// Separate because a speed without a name does not fit into `attributes`.
  private var baud: UInt32?

  /// Throws as `open`, because failing here is how a file or pipe shows that it is no port. (The
  /// usual question, isatty(3), is answered wrongly under umockdev.)
  init(of descriptor: Int32, _ path: String) throws(SerialError) {
    var found = termios()
    try SystemCall.checked(Operation.open, path) {
      unsafe SystemCall.result(tcgetattr(descriptor, &found))
    }
    attributes = found
    var speed: UInt32 = 0
    baud = unsafe cserial_tty_get_baud(descriptor, &speed) == 0 ? speed : nil
  }

  /// Errors are ignored: the port may have been unplugged, and there is nobody to tell.
  func restore(to descriptor: Int32) {
    // Without waiting for output, which may never leave if the other end holds it up.
    _ = unsafe withUnsafePointer(to: attributes) { unsafe tcsetattr(descriptor, TCSANOW, $0) }
    guard let baud, baud > 0, cserial_tty_set_standard_baud(descriptor, baud) != 0 else { return }
    _ = cserial_tty_set_custom_baud(descriptor, baud)
  }
}
