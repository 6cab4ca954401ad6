import Glibc

/// A serial port of another machine, reached by RFC 2217: a client's end, by TCP. Its path is its
/// address, such as `rfc2217://terminals:4001`.
package final class TelnetConnection {
  private let connection: TcpConnection
  private var port: TelnetPort
  /// What the system has not taken yet.
  private var unsent: [UInt8] = []
  /// What came and was not read yet.
  private var unread: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)
  /// What error messages call it.
  package let path: String

  /// Connects within the time given in milliseconds, and has the port run at `baud` bits a second.
  ///
  /// Throws as ``TcpConnection`` does; with kind `.timedOut` where nobody answers in telnet, and
  /// `.unsupported` where somebody does and does not speak of ports, or has no such speed.
  package init(
    connectingTo host: String, port number: UInt16, baud: UInt32 = ComPort.usualSpeed,
    timeoutMilliseconds: Int = 5_000
  ) throws(SerialError) {
    let end = MonotonicClock.milliseconds() + UInt64(max(0, timeoutMilliseconds))
    path = PortAddress.rfc2217(host: host, port: number).description
    connection = try TcpConnection(
      connectingTo: host, port: number, timeoutMilliseconds: timeoutMilliseconds, named: path)
    port = TelnetPort(.client, baud: baud)
    try negotiate(baud, until: end)
  }

  private func negotiate(_ baud: UInt32, until end: UInt64) throws(SerialError) {
    while true {
      try flush()
      for event in port.takeEvents() {
        switch event {
        case .speed(baud): return
        case .speed, .refused:
          throw SerialError(operation: Operation.speakOfPorts, code: EOPNOTSUPP, path: path)
        case .agreed, .suspended, .purged: break
        }
      }
      let now = MonotonicClock.milliseconds()
      guard now < end else {
        throw SerialError(operation: Operation.speakOfPorts, code: ETIMEDOUT, path: path)
      }
      var set = PollSet(capacity: 1)
      set.add(connection.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: Int(end - now))
      if try fill() == .closed {
        throw SerialError(operation: Operation.speakOfPorts, code: EOPNOTSUPP, path: path)
      }
    }
  }

  /// The descriptor to poll.
  package var fileDescriptor: Int32 { connection.fileDescriptor }

  /// Reads what is waiting; what a pump sent before it was asked is among it.
  package func read(into span: inout MutableSpan<UInt8>) throws(SerialError) -> ReadResult {
    if unread.isEmpty, try fill() == .closed { return .closed }
    try flush()
    if unread.isEmpty { return .wouldBlock }
    let count = min(unread.count, span.count)
    for place in 0..<count { span[place] = unread[place] }
    unread.removeFirst(count)
    return .bytes(count)
  }

  private func fill() throws(SerialError) -> ReadResult {
    let result = try connection.read(into: &buffer)
    if case .bytes(let count) = result {
      unread += port.receive(buffer.span.extracting(first: count))
    }
    return result
  }

  /// Writes all or nothing: what the system does not take at once goes ahead of the next.
  package func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    try flush()
    guard unsent.isEmpty else { return 0 }
    unsent = TelnetPort.escaped(bytes)
    try flush()
    return bytes.count
  }

  private func flush() throws(SerialError) {
    unsent += port.takeOutgoing()
    guard !unsent.isEmpty else { return }
    unsent.removeFirst(try connection.write(unsent))
  }
}
