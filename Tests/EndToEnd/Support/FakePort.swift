import SerialLink

/// A port with something behind it that is no pump.
final class FakePort {
  private let worker: Worker

  /// A port at a link. It answers what it gets by what `answer` makes of it, and sends `noise` for
  /// ever.
  init(
    at link: String, noise: [UInt8] = [],
    answer: @escaping @Sendable ([UInt8]) -> [UInt8] = { _ in [] }
  ) {
    worker = Worker { worker in
      var pty = try Pty()
      try pty.publish(link: link)
      worker.ready()
      var set = PollSet(capacity: 1)
      var buffer = [UInt8](repeating: 0, count: 4096)
      while worker.isOn {
        set.removeAll()
        set.add(pty.fileDescriptor, noise.isEmpty ? .readable : [.readable, .writable])
        try set.wait(timeoutMilliseconds: 20)
        if case .bytes(let count) = try pty.read(into: &buffer) {
          _ = try pty.write(answer(Array(buffer.prefix(count))))
        }
        _ = try pty.write(noise)
      }
    }
  }

  deinit { worker.stop() }
}
