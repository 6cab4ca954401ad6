import FoundationEssentials
import SerialLink

/// The bench's socket: connections, and the lines that come over them.
final class ControlServer {
  private let listener: UnixListener
  private var connections: [ControlConnection] = []

  /// How many benches may be connected at once.
  static let maximumConnections = 8

  init(at path: String) throws(SerialError) {
    listener = try UnixListener(listeningAt: path)
  }

  func addInterests(to set: inout PollSet) {
    // With no room for one more, a waiting connection would end every wait at once.
    if hasRoom { set.add(listener.fileDescriptor, .readable) }
    for connection in connections { set.add(connection.fileDescriptor, .readable) }
  }

  /// Takes connections and lines; each line is answered by `answer`, in order, or not at all. A
  /// bench sees a blank ahead of the answer as soon as its request was taken.
  func serve(_ answer: (_ line: String, _ sign: () -> Void) -> String?) {
    while let next = accept() { connections.append(next) }
    for connection in connections {
      for line in connection.readLines() {
        let reply = answer(line) { connection.write(" ") }
        if let reply { connection.write(reply + "\n") }
      }
    }
    connections.removeAll(where: \.isClosed)
  }

  private func accept() -> ControlConnection? {
    guard hasRoom, let connection = try? listener.accept() else { return nil }
    return ControlConnection(connection)
  }

  private var hasRoom: Bool { connections.count < Self.maximumConnections }
}

/// One bench's connection.
final class ControlConnection {
  private let stream: UnixConnection
  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private(set) var isClosed = false

  /// The longest line that is a request; a longer one ends the connection.
  static let maximumLine = 65_536

  init(_ stream: consuming UnixConnection) { self.stream = stream }

  var fileDescriptor: Int32 { stream.fileDescriptor }

  /// The whole lines that have come.
  func readLines() -> [String] {
    var lines: [String] = []
    while !isClosed {
      guard let result = try? stream.read(into: &buffer) else {
        isClosed = true
        break
      }
      switch result {
      case .bytes(let count): pending += buffer.prefix(count)
      case .wouldBlock: return lines
      case .closed: isClosed = true
      }
      lines += takeLines()
      if pending.count > Self.maximumLine { isClosed = true }
    }
    return lines
  }

  private func takeLines() -> [String] {
    guard let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = pending[..<end].split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    pending.removeSubrange(...end)
    return lines
  }

  /// Sends a line; a bench that does not read its answers is let go.
  func write(_ text: String) {
    let bytes = Array(text.utf8)
    if (try? stream.write(bytes)) != bytes.count { isClosed = true }
  }
}
