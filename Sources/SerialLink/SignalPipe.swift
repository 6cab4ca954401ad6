import CSerialShim
import Glibc

/// Turns signals into something to poll, so that a run loop can end cleanly.
///
/// Make it before any other thread exists: a signal that another thread does not block takes its
/// usual effect there. Programs started meanwhile inherit the blocked signals.
package struct SignalPipe: ~Copyable {
  /// A signal that can be caught.
  package enum Signal: Equatable, Sendable, CaseIterable {
    /// SIGTERM: asked to end.
    case terminate
    /// SIGINT: Ctrl-C.
    case interrupt
    /// SIGHUP: the terminal was closed.
    case hangUp

    /// What a shell says of a program that the signal has ended.
    package var exitCode: Int32 { 128 + number }

    /// Its name in messages.
    package var name: String {
      switch self {
      case .terminate: "terminate"
      case .interrupt: "interrupt"
      case .hangUp: "hangUp"
      }
    }

    var number: Int32 {
      switch self {
      case .terminate: SIGTERM
      case .interrupt: SIGINT
      case .hangUp: SIGHUP
      }
    }
  }

  private let descriptor: Descriptor
  private let previous: [UInt8]

  /// Starts to catch signals. Throws only when the system is out of descriptors or memory.
  package init(catching signals: [Signal] = Signal.allCases) throws(SerialError) {
    let numbers = signals.map(\.number)
    var previous = [UInt8](repeating: 0, count: Int(cserial_signal_mask_size))
    descriptor = try SystemCall.descriptor(Operation.catchSignals, "signals") {
      unsafe numbers.withUnsafeBufferPointer { numbers in
        unsafe previous.withUnsafeMutableBytes { previous in
          guard let list = numbers.baseAddress, let mask = previous.baseAddress else {
            return -Int(EINVAL)
          }
          return unsafe Int(cserial_signals_open(list, numbers.count, mask))
        }
      }
    }
    self.previous = previous
  }

  deinit {
    unsafe previous.withUnsafeBytes { mask in
      guard let base = mask.baseAddress else { return }
      _ = unsafe cserial_signals_restore(base)
    }
  }

  /// Readable when a signal is waiting.
  package var fileDescriptor: Int32 { descriptor.number }

  /// The next caught signal, or `nil` if none is waiting.
  package borrowing func next() throws(SerialError) -> Signal? { try nextCaught()?.signal }

  /// The next caught signal, and whether a terminal sent it: then the programs that this one has
  /// started in its own session got it as well.
  package borrowing func nextCaught() throws(SerialError) -> (
    signal: Signal, isFromTerminal: Bool
  )? {
    let number = descriptor.number
    var isFromTerminal: Int32 = 0
    let result = SystemCall.retrying {
      unsafe Int(cserial_signals_next(number, &isFromTerminal))
    }
    if result == -Int(EAGAIN) { return nil }
    let caught = try SystemCall.checked(Operation.catchSignals, "signals") { result }
    guard let signal = Signal.allCases.first(where: { Int($0.number) == caught }) else {
      return nil
    }
    return (signal, isFromTerminal == 1)
  }

  /// Makes writing to a closed pipe, or beyond the largest size that a file may have here, an error
  /// of the write instead of the program's end. For standard output and files; this module's own
  /// sockets never raise the signal.
  package static func ignoreFailedWrites() {
    _ = cserial_signals_ignore_writes()
  }
}
