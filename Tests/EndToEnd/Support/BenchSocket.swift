import SerialLink

/// A connection to a pump's control socket, line by line.
final class BenchSocket {
  private let connection: UnixConnection
  private var unread: [UInt8] = []

  /// The connection was closed, or nothing came for a long time.
  struct NoAnswer: Error {}

  init(_ bench: PumpBench) throws {
    connection = try UnixConnection(connectingTo: bench.files.file("control"))
  }

  /// Sends lines, all at once.
  func send(_ lines: [String]) throws {
    let bytes = lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    guard try connection.write(bytes) == bytes.count else { throw NoAnswer() }
  }

  /// Sends bytes of a line that does not end, until the connection is closed or there were so many.
  func pour(_ count: Int) -> Bool {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
    var sent = 0
    while sent < count {
      guard (try? wait(.writable)) != nil, let more = try? connection.write(piece) else {
        return false
      }
      sent += more
    }
    return true
  }

  /// Sends the beginning of a line.
  func sendPart(_ text: String) throws { _ = try connection.write(Array(text.utf8)) }

  /// The next answer.
  func receive() throws -> JSON { JSON(try receiveLine()) }

  /// The next answer as it came, with what stands before it on its line.
  func receiveLine() throws -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeSubrange(...end) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      try wait(.readable)
      guard case .bytes(let count) = try connection.read(into: &buffer) else { throw NoAnswer() }
      unread += buffer.prefix(count)
    }
  }

  func ask(_ line: String) throws -> JSON {
    try send([line])
    return try receive()
  }

  private func wait(_ readiness: Readiness) throws {
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, readiness)
    guard try set.wait(timeoutMilliseconds: 30_000) > 0 else { throw NoAnswer() }
  }
}
