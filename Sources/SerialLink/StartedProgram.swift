import CSerialShim
import Glibc

/// A program that this one has started, to be waited for with everything else. It is not ended with
/// this value, but its end can then be asked for no more.
package struct StartedProgram: ~Copyable {
  /// How a program ended.
  package enum End: Equatable, Sendable {
    /// By itself, with this code.
    case exited(Int32)
    /// By a signal of this number.
    case signalled(Int32)

    /// The exit code as a shell has it: 128 and the number of the signal.
    package var exitCode: Int32 {
      switch self {
      case .exited(let code): code
      case .signalled(let number): 128 + number
      }
    }
  }

  /// Its process number.
  package let number: Int32
  private let watch: Descriptor

  /// Starts a program, by its path or looked for in PATH, with the environment of this one and the
  /// variables given. Descriptors that are `nil` are this program's own. `isApart` gives it a
  /// session of its own, which the terminal's Ctrl-C does not reach.
  ///
  /// Throws when it cannot be started; ``SerialError/shellCode`` says what a shell would.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil, isApart: Bool = false
  ) throws(SerialError) {
    let words = Self.texts([program] + arguments)
    let variables = Self.texts(Environment.all(with: environment))
    let process = try SystemCall.checked(Operation.start, program) {
      unsafe words.withUnsafeBufferPointer { words in
        unsafe variables.withUnsafeBufferPointer { variables in
          guard let first = words.baseAddress, let values = variables.baseAddress else {
            return -Int(EINVAL)
          }
          return unsafe Int(
            cserial_process_start(
              program, first, words.count, values, variables.count, input ?? -1, output ?? -1,
              errors ?? -1, isApart ? 1 : 0))
        }
      }
    }
    let watch = try SystemCall.descriptor(Operation.start, program) {
      Int(cserial_process_watch(Int32(process)))
    }
    number = Int32(process)
    self.watch = watch
  }

  private static func texts(_ all: [String]) -> [CChar] {
    all.flatMap { $0.utf8.filter { $0 != 0 }.map { CChar(bitPattern: $0) } + [0] }
  }

  /// Readable once it has ended.
  package var fileDescriptor: Int32 { watch.number }

  /// How it ended; `nil` while it runs. Ask no more once it was told.
  package borrowing func end() -> End? {
    let result = cserial_process_end(number)
    if result == -EAGAIN { return nil }
    // Nobody else waits for it, so it can only be that there is nothing to wait for.
    if result < 0 { return .exited(0) }
    return result >= 256 ? .signalled(result - 256) : .exited(result)
  }

  /// Waits for its end, for so many ms at most.
  package borrowing func end(within milliseconds: Int) -> End? {
    let deadline = MonotonicClock.milliseconds() + UInt64(max(0, milliseconds))
    var set = PollSet(capacity: 1)
    set.add(fileDescriptor, .readable)
    while true {
      if let end = end() { return end }
      let now = MonotonicClock.milliseconds()
      guard now < deadline else { return nil }
      _ = try? set.wait(timeoutMilliseconds: Int(deadline - now))
    }
  }

  /// Sends it what this program caught.
  package borrowing func send(_ signal: SignalPipe.Signal) {
    _ = cserial_process_signal(number, signal.number)
  }

  /// Asks it to end, with all that it has started in a session of its own; makes it end when it
  /// does not within so many ms. Returns how it ended.
  package borrowing func stop(within milliseconds: Int, isApart: Bool = true) -> End {
    let all = isApart ? -number : number
    _ = cserial_process_signal(all, SIGTERM)
    if let end = end(within: milliseconds) { return end }
    _ = cserial_process_signal(all, SIGKILL)
    return end(within: 10_000) ?? .signalled(SIGKILL)
  }

  /// Asks it to end, with all that it has started in a session of its own, and waits for nothing.
  package borrowing func askAllToEnd() { _ = cserial_process_signal(-number, SIGTERM) }

  /// Makes it end at once, with all that it has started in a session of its own; after its end, the
  /// rest of those.
  package borrowing func killAll() { _ = cserial_process_signal(-number, SIGKILL) }

  /// Makes it end at once.
  package borrowing func kill() { _ = cserial_process_signal(number, SIGKILL) }

  /// Lets this program end, as by SIGTERM, when the one that started it is gone; false when it is
  /// gone already.
  package static func endWithParent(_ number: Int32) -> Bool {
    cserial_process_end_with(number) == 0
  }
}

extension SerialError {
  /// What a shell ends with when a program cannot be started for this reason: 127 when there is
  /// none, else 126.
  package var shellCode: Int32 { code == ENOENT || code == ENOTDIR ? 127 : 126 }
}
