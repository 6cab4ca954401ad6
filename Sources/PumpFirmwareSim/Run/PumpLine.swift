import SerialLink

/// The pump's end of the link: a pty, a serial port, or a TCP port with one programmer at a time.
final class PumpLine {
  private enum Medium: ~Copyable {
    case pty(Pty)
    case serial(SerialPort)
    case tcp(TcpListener)
  }

  private var medium: Medium
  private var client: TcpConnection?
  private var clientEventsPlace: Int?
  private var hasClientEvents = false
  /// What a programmer opens.
  let port: String
  /// The stable link to it, where there is one.
  let link: String?

  /// A new pty, with a stable link to it.
  init(link: String) throws(SerialError) {
    var pty = try Pty()
    let published = try pty.publish(link: link)
    port = pty.slavePath
    self.link = published
    medium = .pty(pty)
  }

  /// A serial port that is there, at 115200 baud.
  init(device: String) throws(SerialError) {
    medium = .serial(try SerialPort(opening: device))
    port = device
    link = nil
  }

  /// A TCP port.
  init(host: String, port: UInt16) throws(SerialError) {
    let listener = try TcpListener(host: host, port: port)
    let shown = host.isEmpty ? "localhost" : host
    self.port = PortAddress.tcp(host: shown, port: listener.port).description
    link = nil
    medium = .tcp(listener)
  }

  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet) {
    switch medium {
    case .pty(let pty):
      clientEventsPlace = set.add(pty.clientEvents, .readable)
      set.add(pty.fileDescriptor, .readable)
    case .serial(let port): set.add(port.fileDescriptor, .readable)
    case .tcp(let listener):
      set.add(listener.fileDescriptor, .readable)
      switch client {
      case .some(let client): set.add(client.fileDescriptor, .readable)
      case .none: break
      }
    }
  }

  /// Takes from what was waited for whether programmers came or left.
  func takeNotice(of set: borrowing PollSet) {
    hasClientEvents = clientEventsPlace.map { set.isReady($0) } ?? false
  }

  /// What came in.
  enum Input {
    /// So many bytes, at the start of the buffer.
    case bytes(Int)
    /// A programmer left.
    case interrupted
    /// Nothing more for now.
    case nothing
  }

  /// Takes what came in, comings and goings before bytes, so that a leaving programmer's bytes
  /// never reach the next. Throws when the line is gone for good.
  func read(into buffer: inout [UInt8]) throws(SerialError) -> Input {
    switch medium {
    case .pty(let pty):
      if hasClientEvents {
        hasClientEvents = false
        if try pty.drainClientEvents().closed > 0 {
          try pty.prepareForNextClient()
          return .interrupted
        }
      }
      return try Self.input(pty.read(into: &buffer), pty.path)
    case .serial(let port): return try Self.input(port.read(into: &buffer), port.path)
    case .tcp(let listener):
      // The newest programmer takes over, as the head of one is laid over that of another.
      if let next = try listener.accept() {
        client = consume next
        return .interrupted
      }
      return try readClient(into: &buffer)
    }
  }

  private func readClient(into buffer: inout [UInt8]) throws(SerialError) -> Input {
    let result: ReadResult
    switch client {
    case .some(let client):
      do throws(SerialError) {
        result = try client.read(into: &buffer)
      } catch {
        result = .closed
      }
    case .none: return .nothing
    }
    switch result {
    case .bytes(let count): return .bytes(count)
    case .wouldBlock: return .nothing
    case .closed:
      client = nil
      return .interrupted
    }
  }

  private static func input(_ result: ReadResult, _ path: String) throws(SerialError) -> Input {
    switch result {
    case .bytes(let count): .bytes(count)
    case .wouldBlock: .nothing
    case .closed: throw SerialError.endOfStream(path)
    }
  }

  /// Sends an answer. What the line does not accept at once is thrown away: nobody reads, and a
  /// pump does not wait for a programmer.
  func write(_ bytes: Span<UInt8>) {
    // Whoever reads this line will say what happened to it.
    switch medium {
    case .pty(let pty): _ = try? pty.write(bytes)
    case .serial(let port): _ = try? port.write(bytes)
    case .tcp:
      switch client {
      case .some(let client): _ = try? client.write(bytes)
      case .none: break
      }
    }
  }
}
