import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct SystemTests {
  @Test func `a caught signal is something to poll, and the mask is put back`() async {
    // In a process of its own, which an uncaught signal ends instead of the tests.
    await #expect(processExitsWith: .success) {
      #expect(unblock([SIGTERM, SIGHUP]))
      do {
        let signals = try SignalPipe()
        let none = try signals.next()
        #expect(none == nil)
        // To this thread, which is where the pipe was made.
        raise(SIGTERM)
        raise(SIGHUP)
        let found = try ready(signals.fileDescriptor)
        // The kernel hands out the lowest number first.
        let first = try signals.next()
        let second = try signals.next()
        let third = try signals.next()
        #expect(found == .readable)
        #expect(first == .hangUp && second == .terminate && third == nil)
      }
      #expect(!isBlocked(SIGTERM))
    }
  }

  @Test func `an ignored broken pipe is an error of the write`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      SignalPipe.ignoreFailedWrites()
      var ends: [Int32] = [0, 0]
      let made = unsafe ends.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe pipe($0) }
      }
      close(ends[0])
      let end = Descriptor(owning: ends[1], path: "pipe")
      let error = failure { () throws(SerialError) in try end.write([1].span) }
      exit(made == 0 && error?.kind == .unplugged ? 7 : 1)
    }
  }

  @Test func `a poll set tells which descriptor is ready, for what, and forgets`() throws {
    let first = try Pty()
    let second = try Pty()
    let client = try SerialPort(opening: second.slavePath)
    _ = try client.write([1])
    var poll = PollSet(capacity: 3)
    for _ in 0..<2 {
      poll.removeAll()
      let idle = poll.add(first.fileDescriptor, .readable)
      let busy = poll.add(second.fileDescriptor, [.readable, .writable])
      let absent = poll.add(-1, .readable)
      let count = try poll.wait(timeoutMilliseconds: nil)
      #expect(count == 1)
      #expect(poll[idle].isEmpty && poll[absent].isEmpty)
      #expect(poll[busy].contains(.writable))
      _ = try ready(second.fileDescriptor)
    }
    poll.removeAll()
    poll.add(first.fileDescriptor, .readable)
    let none = try poll.wait(timeoutMilliseconds: 0)
    #expect(none == 0)
  }

  @Test func `a signal ends a wait early`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGUSR1) { _ in }
      #expect(unblock([SIGUSR1]))
      let waiter = pthread_self()
      // Again and again, since the first ones may come before the wait begins.
      var thread = pthread_t()
      unsafe pthread_create(
        &thread, nil,
        { argument in
          let waiter = pthread_t(UInt(bitPattern: argument))
          while pthread_kill(waiter, SIGUSR1) == 0 { sched_yield() }
          return nil
        }, UnsafeMutableRawPointer(bitPattern: UInt(waiter)))
      var poll = PollSet(capacity: 1)
      poll.add(-1, .readable)
      let deadline = MonotonicClock.milliseconds() + UInt64(patienceMilliseconds)
      let count = try poll.wait(timeoutMilliseconds: patienceMilliseconds)
      exit(count == 0 && MonotonicClock.milliseconds() < deadline ? 7 : 1)
    }
  }

  @Test func `the clock does not go back`() {
    let first = MonotonicClock.nanoseconds()
    let second = MonotonicClock.nanoseconds()
    #expect(first <= second)
    #expect(MonotonicClock.milliseconds() >= first / 1_000_000)
  }

  @Test func `errors are sentences about their path`() {
    func text(_ operation: String, _ code: Int32) -> String {
      SerialError(operation: operation, code: code, path: "/tmp/vpump0").description
    }
    #expect(text("open", ENOENT) == "/tmp/vpump0: no such port (is the pump running?)")
    #expect(text("open", ENOTTY) == "/tmp/vpump0: this is not a serial port")
    #expect(text("open", EACCES) == "/tmp/vpump0: permission denied")
    #expect(text("create a pseudo-terminal", ENOSPC).hasSuffix("are left on this machine"))
    for code in [ENOENT, ENODEV, EIO] {
      let error = SerialError(
        operation: "create a pseudo-terminal", code: code, path: "/dev/ptmx")
      #expect(error.kind == .noTerminals)
      #expect(error.description.contains("there are no pseudo-terminals here"))
    }
    #expect(text("read", EIO).hasSuffix("is gone (unplugged, or the pump has stopped)"))
    #expect(text("write", EFBIG) == "/tmp/vpump0: no space is left there")
    #expect(text("connect", ETIMEDOUT) == "/tmp/vpump0: no answer within the time allowed")
    #expect(SerialError.endOfStream("x").kind == .unplugged)
  }

  @Test(arguments: FileStep.allCases)
  func `nothing is unplugged from a file, so its disk's own words are told`(step: FileStep) {
    let error = SerialError(operation: step.rawValue, code: EIO, path: "/tmp/state")
    #expect(error.description == "/tmp/state: could not \(step.rawValue): input/output error")
  }
}

/// The threads that tests run on block most signals to begin with.
private func unblock(_ signals: [Int32]) -> Bool {
  var mask = sigset_t()
  _ = unsafe sigemptyset(&mask)
  for signal in signals { _ = unsafe sigaddset(&mask, signal) }
  return unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil) == 0
}

private func isBlocked(_ signal: Int32) -> Bool {
  var mask = sigset_t()
  _ = unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
  return unsafe sigismember(&mask, signal) == 1
}
