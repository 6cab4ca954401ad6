import Glibc

/// A TCP connection that sends every write at once. Its path is its address, such as
/// `tcp://127.0.0.1:5900`.
package struct TcpConnection: ~Copyable, DescriptorStream {
  package let descriptor: Descriptor

  /// Connects to a host, by name or number, trying all its addresses within the time given in
  /// milliseconds (looking up a name comes on top). Errors call it by its address, or by `name`.
  ///
  /// Throws with kind `.notFound` if the host is unknown or nothing listens there, or `.timedOut`.
  package init(
    connectingTo host: String, port: UInt16, timeoutMilliseconds: Int = 5_000,
    named name: String? = nil
  ) throws(SerialError) {
    let path = name ?? PortAddress.tcp(host: host, port: port).description
    let deadline = MonotonicClock.milliseconds() + UInt64(max(0, timeoutMilliseconds))
    let addresses = try SocketAddress.resolve(
      host: host, port: port, Operation.connect, path)
    let descriptor = try SocketAddress.firstWorking(of: addresses) { address throws(SerialError) in
      try Self.connect(address, path, deadline)
    }
    try descriptor.disableDelay()
    self.descriptor = descriptor
  }

  /// Takes over a connection that is there.
  init(_ accepted: consuming Descriptor) throws(SerialError) {
    let descriptor = accepted
    try descriptor.disableDelay()
    self.descriptor = descriptor
  }

  private static func connect(
    _ address: SocketAddress, _ path: String, _ deadline: UInt64
  ) throws(SerialError) -> Descriptor {
    let socket = try begin(address, path)
    try waitUntilWritable(socket.number, path, deadline)
    try check(socket.number, path)
    return socket
  }

  /// Starts to connect; the socket is writable once it is known how that went.
  static func begin(_ address: SocketAddress, _ path: String) throws(SerialError) -> Descriptor {
    let socket = try address.makeSocket(Operation.connect, path)
    let started = address.connect(socket.number)
    // An interrupted connect goes on in the background, like one that would block.
    guard started == 0 || started == -Int(EINPROGRESS) || started == -Int(EINTR) else {
      throw SerialError(operation: Operation.connect, code: Int32(-started), path: path)
    }
    return socket
  }

  /// Throws what a connecting that is over failed with.
  static func check(_ number: Int32, _ path: String) throws(SerialError) {
    let code = pendingError(number)
    guard code == 0 else {
      throw SerialError(operation: Operation.connect, code: code, path: path)
    }
  }

  private static func waitUntilWritable(
    _ number: Int32, _ path: String, _ deadline: UInt64
  ) throws(SerialError) {
    var poll = PollSet(capacity: 1)
    poll.add(number, .writable)
    repeat {
      let now = MonotonicClock.milliseconds()
      let left = deadline > now ? Int(deadline - now) : 0
      if try poll.wait(timeoutMilliseconds: left) > 0 { return }
    } while MonotonicClock.milliseconds() < deadline
    throw SerialError(operation: Operation.connect, code: ETIMEDOUT, path: path)
  }

  private static func pendingError(_ number: Int32) -> Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size)
    return result == 0 ? code : errno
  }
}
