/// A connection by TCP that outlives its far end: when that goes it is called again at intervals,
/// as a cable that is pulled out is plugged in again.
package final class ReturningConnection {
  /// What is called, such as `tcp://127.0.0.1:5900`.
  package let path: String
  private let addresses: [SocketAddress]
  private var next = 0
  private var connection: TcpConnection?
  /// Whether RFC 2217 is spoken there.
  package let isTelnet: Bool
  /// The port behind the connection, where RFC 2217 is spoken.
  private var port: TelnetPort?
  /// A connecting that is under way.
  private var call: Descriptor?
  private var nextLook: UInt64 = 0

  /// How long a call may take, in ms.
  private static let patience: UInt64 = 5_000

  /// Connects to a server within the time given in milliseconds. Throws what `TcpConnection` does.
  /// The host's name is looked up once, here: later calls wait for nobody, nor does anybody wait
  /// for what is agreed on a port.
  package init(
    connectingTo server: PortAddress.Server, timeoutMilliseconds: Int = 5_000
  ) throws(SerialError) {
    path = server.address.description
    isTelnet = server.isTelnet
    addresses = try SocketAddress.resolve(
      host: server.host, port: server.port, Operation.connect, path)
    connection = try TcpConnection(
      connectingTo: server.host, port: server.port, timeoutMilliseconds: timeoutMilliseconds,
      named: path)
    begin()
  }

  private func begin() {
    port = isTelnet ? TelnetPort(.client) : nil
    answer()
  }

  /// Sends what is to be said of the port.
  private func answer() {
    guard let bytes = port?.takeOutgoing(), !bytes.isEmpty else { return }
    send(bytes.span)
  }

  /// Adds what is to be waited for.
  package func addInterests(to set: inout PollSet) {
    switch connection {
    case .some(let connection): set.add(connection.fileDescriptor, .readable)
    case .none:
      switch call {
      case .some(let call): set.add(call.number, .writable)
      case .none: break
      }
    }
  }

  /// When to call again, or to give a call up, in ms of the monotonic clock; `nil` while it is
  /// connected.
  package var deadline: UInt64? {
    switch connection {
    case .some: nil
    case .none: nextLook
    }
  }

  /// Takes what came in, or calls again.
  package func read(into buffer: inout [UInt8], at milliseconds: UInt64) -> ReturningPort.Input {
    let result: ReadResult?
    do throws(SerialError) {
      result = try readConnection(into: &buffer)
    } catch {
      return lose(error, at: milliseconds)
    }
    switch result {
    case .bytes(let count): return port == nil ? .bytes(count) : unwrap(&buffer, count)
    case .wouldBlock: return .nothing
    case .closed: return lose(.endOfStream(path), at: milliseconds)
    case .none: return callAgain(at: milliseconds)
    }
  }

  /// `nil` while it is not connected. Whoever looks for the connection holds it: calling again
  /// changes it and comes after.
  private func readConnection(into buffer: inout [UInt8]) throws(SerialError) -> ReadResult? {
    switch connection {
    case .some(let connection): try connection.read(into: &buffer)
    case .none: nil
    }
  }

  /// Leaves the data of what came in the buffer, and answers the rest.
  private func unwrap(_ buffer: inout [UInt8], _ count: Int) -> ReturningPort.Input {
    let data = port?.receive(buffer.span.extracting(first: count)) ?? []
    _ = port?.takeEvents()
    answer()
    if data.isEmpty { return .nothing }
    buffer.replaceSubrange(0..<data.count, with: data)
    return .bytes(data.count)
  }

  /// Writes as much as is accepted now; what is not is thrown away, and so is everything while
  /// nobody is there.
  package func write(_ bytes: Span<UInt8>) {
    if port == nil { send(bytes) } else { send(TelnetPort.escaped(bytes).span) }
  }

  private func send(_ bytes: Span<UInt8>) {
    switch connection {
    // Whoever reads will be told what happened to it.
    case .some(let connection): _ = try? connection.write(bytes)
    case .none: break
    }
  }

  private func lose(_ error: SerialError, at milliseconds: UInt64) -> ReturningPort.Input {
    connection = nil
    nextLook = milliseconds + ReturningPort.interval
    return .changed(.lost(error))
  }

  private func callAgain(at milliseconds: UInt64) -> ReturningPort.Input {
    do throws(SerialError) {
      guard let socket = call.take() else {
        guard milliseconds >= nextLook else { return .nothing }
        next = (next + 1) % addresses.count
        call = try TcpConnection.begin(addresses[next], path)
        nextLook = milliseconds + Self.patience
        return .nothing
      }
      var set = PollSet(capacity: 1)
      set.add(socket.number, .writable)
      guard try set.wait(timeoutMilliseconds: 0) > 0 else {
        if milliseconds < nextLook { call = consume socket } else { again(at: milliseconds) }
        return .nothing
      }
      try TcpConnection.check(socket.number, path)
      connection = try TcpConnection(socket)
      begin()
      return .changed(.returned)
    } catch {
      // Nobody is there yet: no news.
      again(at: milliseconds)
      return .nothing
    }
  }

  private func again(at milliseconds: UInt64) {
    nextLook = milliseconds + ReturningPort.interval
  }
}
