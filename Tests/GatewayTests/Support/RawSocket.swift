import SerialLink

/// What a test waited for did not come.
struct NothingCame: Error {
  let what: String
}

/// A client by TCP that says what it likes, byte for byte. Every wait has an end, far beyond
/// anything that takes its time.
final class RawSocket {
  private let connection: TcpConnection
  private(set) var unread: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private static let patience = 60_000

  init(port: UInt16, host: String = "127.0.0.1") throws {
    connection = try TcpConnection(connectingTo: host, port: port)
  }

  /// Sends all of it; false where the other end takes no more, for it is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) throws -> Bool {
    var done = 0
    while done < bytes.count {
      do throws(SerialError) {
        let count = try connection.write(bytes.span.extracting(done...))
        done += count
        if count == 0 { try wait(.writable) }
      } catch {
        if error.kind == .unplugged { return false }
        throw error
      }
    }
    return true
  }

  /// Sends as much as is taken at once; gives how much that was.
  func sendWhatIsTaken(_ bytes: [UInt8]) throws -> Int { try connection.write(bytes) }

  private func wait(_ readiness: Readiness) throws(SerialError) {
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, readiness)
    guard try set.wait(timeoutMilliseconds: Self.patience) > 0 else {
      throw SerialError(operation: "wait in a test", code: 110, path: connection.path)
    }
  }

  /// Waits for more; false once the other end has closed.
  func readMore() throws -> Bool {
    try wait(.readable)
    return try readNow()
  }

  /// Reads what is there; false once the other end has closed.
  @discardableResult
  func readNow() throws -> Bool {
    switch try connection.read(into: &buffer) {
    case .bytes(let count): unread += buffer.prefix(count)
    case .wouldBlock: break
    case .closed: return false
    }
    return true
  }

  /// The next so many bytes.
  func take(_ count: Int) throws -> [UInt8] {
    while unread.count < count {
      guard try readMore() else { throw NothingCame(what: "\(count) bytes") }
    }
    defer { unread.removeFirst(count) }
    return Array(unread.prefix(count))
  }

  /// Everything up to the end.
  func takeAll() throws -> [UInt8] {
    while try readMore() {}
    return unread
  }

  /// The head of an HTTP message, its end included.
  func takeHead() throws -> String {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        return String(decoding: try take(range.upperBound), as: UTF8.self)
      }
      guard try readMore() else { throw NothingCame(what: "a head") }
    }
  }

  /// The descriptor to poll.
  var fileDescriptor: Int32 { connection.fileDescriptor }
}
