import SerialLink

/// The bench's socket: connections, and the lines that come over them.
final class ControlServer {
  private let listener: UnixListener
  private var connections: [ControlConnection] = []

  /// How many benches may be connected at once.
  static let maximumConnections = 8

  /// What comes of a line.
  struct Reply {
    /// The answer's line without its end; `nil` where none is wanted.
    var text: String?
    /// The event from which on the connection is told what happens; `nil` for one that did not ask.
    var follows: UInt64?
    /// Which of several pumps that is about; `nil` for one that is alone.
    var pump: String?
  }

  init(at path: String) throws(SerialError) {
    listener = try UnixListener(listeningAt: path)
  }

  func addInterests(to set: inout PollSet) {
    // With no room for one more, a waiting connection would end every wait at once.
    if hasRoom { set.add(listener.fileDescriptor, .readable) }
    for connection in connections {
      set.add(connection.fileDescriptor, connection.isBehind ? [.readable, .writable] : .readable)
    }
  }

  /// Takes connections and lines; each line is answered by `answer`, in order, or not at all. A
  /// bench sees a blank ahead of the answer as soon as its request was taken.
  func serve(_ answer: (_ line: String, _ sign: () -> Void) -> Reply) {
    while let next = accept() { connections.append(next) }
    for connection in connections {
      connection.flush()
      for line in connection.readLines() {
        let reply = answer(line) { connection.write(" ") }
        if let text = reply.text { connection.write(text + "\n") }
        if let number = reply.follows { connection.follow(reply.pump, from: number) }
      }
    }
    connections.removeAll(where: \.isClosed)
  }

  /// Tells whoever follows what has happened.
  func publish(_ events: EventJournal, of pump: String?) {
    for connection in connections { connection.publish(events, of: pump) }
  }

  /// Has all that was told leave, as far as the system takes it within a moment.
  func finish() throws(SerialError) {
    let end = MonotonicClock.milliseconds() + Self.patience
    var set = PollSet(capacity: Self.maximumConnections)
    while case let behind = connections.filter({ $0.isBehind && !$0.isClosed }), !behind.isEmpty {
      let now = MonotonicClock.milliseconds()
      guard now < end else { return }
      set.removeAll()
      for connection in behind { set.add(connection.fileDescriptor, .writable) }
      try set.wait(timeoutMilliseconds: Int(end - now))
      for connection in behind { connection.flush() }
    }
  }

  /// How long a pump that ends waits for whoever has not read all yet, in ms.
  private static let patience: UInt64 = 1_000

  private func accept() -> ControlConnection? {
    guard hasRoom, let connection = try? listener.accept() else { return nil }
    return ControlConnection(connection)
  }

  private var hasRoom: Bool { connections.count < Self.maximumConnections }
}
