import SerialLink

/// Ctrl-C and SIGTERM as an error that is thrown between two measurements, so that whatever was
/// started or made is cleaned up on the way out.
struct Interruption: ~Copyable {
  private let signals: SignalPipe

  /// Catches the signals from now on.
  init() throws(SerialError) { signals = try SignalPipe() }

  /// Throws when a signal has come.
  borrowing func check() throws {
    guard try signals.next() == nil else {
      throw BenchmarkError(.stopped, "stopped; nothing was left behind")
    }
  }
}
