import Glibc
import SerialLink

/// A serial port of a board, which is waited for.
final class BoardPort {
  private let line: ByteLine
  private var waiting = PollSet(capacity: 1)
  private var came: [UInt8] = []

  /// Opens a port. Throws what the system says.
  init(_ address: String) throws(SerialError) {
    line = try ByteLine(opening: try PortAddress(address))
  }

  /// How long a board is waited for, in ms: years of therapy take it some seconds.
  private static let patience = 60_000

  func write(_ bytes: [UInt8]) throws(SerialError) {
    var sent = 0
    while sent < bytes.count {
      let count = try line.write(bytes.span.extracting(sent..<bytes.count))
      sent += count
      if count == 0 { try wait(.writable) }
    }
  }

  /// Takes so many bytes. Throws when they do not come.
  func read(_ count: Int) throws(SerialError) -> [UInt8] {
    while came.count < count { try fill() }
    let bytes = Array(came.prefix(count))
    came.removeFirst(count)
    return bytes
  }

  /// Forgets what has come.
  func drain() throws(SerialError) {
    came = []
    waiting.removeAll()
    waiting.add(line.fileDescriptor, .readable)
    while try waiting.wait(timeoutMilliseconds: 0) > 0 {
      try fill()
      came = []
    }
  }

  private func fill() throws(SerialError) {
    try wait(.readable)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var span = buffer.mutableSpan
    switch try line.read(into: &span) {
    case .bytes(let count): came += buffer.prefix(count)
    case .wouldBlock: break
    case .closed: throw SerialError.endOfStream(line.path)
    }
  }

  private func wait(_ interest: Readiness) throws(SerialError) {
    waiting.removeAll()
    waiting.add(line.fileDescriptor, interest)
    guard try waiting.wait(timeoutMilliseconds: Self.patience) > 0 else {
      throw SerialError(operation: "wait for", code: ETIMEDOUT, path: line.path)
    }
  }
}
