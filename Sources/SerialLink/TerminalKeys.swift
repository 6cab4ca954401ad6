import CSerialShim
import Glibc

/// The keys of the terminal that standard input is, byte by byte and not echoed, for as long as
/// somebody has it. Signals stay as they are: Ctrl-C is one.
package final class TerminalKeys {
  /// What came of reading.
  package enum Typed: Equatable, Sendable {
    /// Nothing yet.
    case nothing
    /// Bytes, as they were typed.
    case bytes(ArraySlice<UInt8>)
    /// The end of the input, or the terminal was closed.
    case end
  }

  private let found: [UInt8]

  private static let name = "standard input"

  /// Takes the keys. Throws when standard input cannot be used as a terminal.
  package init() throws(SerialError) {
    var found = [UInt8](repeating: 0, count: Int(cserial_tty_settings_size))
    try SystemCall.checked(Operation.configure, Self.name) {
      unsafe found.withUnsafeMutableBytes { place in
        guard let base = place.baseAddress else { return -Int(EINVAL) }
        return unsafe Int(cserial_tty_take_keys(STDIN_FILENO, base))
      }
    }
    self.found = found
  }

  deinit {
    _ = unsafe found.withUnsafeBytes { place in
      unsafe place.baseAddress.map { unsafe cserial_tty_restore(STDIN_FILENO, $0) }
    }
  }

  /// Readable when a key was typed.
  package var fileDescriptor: Int32 { STDIN_FILENO }

  /// Throws away what was typed, and takes whole lines from here on, edited and echoed.
  func takeLines() throws(SerialError) {
    try SystemCall.checked(Operation.configure, Self.name) {
      unsafe found.withUnsafeBytes { place in
        guard let base = place.baseAddress else { return -Int(EINVAL) }
        return unsafe Int(cserial_tty_take_lines(STDIN_FILENO, base))
      }
    }
  }

  /// What was typed; call it when ``fileDescriptor`` is readable.
  package func read() -> Typed {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let result = unsafe buffer.withUnsafeMutableBytes { place in
      SystemCall.retrying {
        unsafe SystemCall.result(Glibc.read(STDIN_FILENO, place.baseAddress, place.count))
      }
    }
    if result > 0 { return .bytes(buffer.prefix(result)) }
    return result == -Int(EAGAIN) ? .nothing : .end
  }
}
