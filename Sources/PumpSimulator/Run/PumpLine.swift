import SerialLink

/// The pump's end of the link: a pty, a serial port, a TCP port with one programmer at a time, a
/// programmer that is called by TCP, or standard input and output.
final class PumpLine {
  enum Medium: ~Copyable {
    case pty(Pty)
    case serial(ReturningPort)
    case tcp(TcpListener)
    case call(ReturningConnection)
    case standard(StandardLine)
    /// A pty is to be made when its adapter is plugged in again.
    case unplugged
  }

  var medium: Medium
  private var client: TcpConnection?
  /// The port that clients by TCP have, where RFC 2217 is spoken.
  var served: ServedPort?
  /// Looks at the first bytes of whoever is at a raw line by TCP.
  private var opening = TelnetOpening()
  /// Whether it was told that telnet is spoken there, which is not told of each who does.
  private var isTelnetTold = false
  private var clientEventsPlace: Int?
  private var hasClientEvents = false
  /// Whether the cable was pulled and the pump does not know yet.
  var wasPulled = false
  /// When to listen again after a connection could not be taken, in ms of the monotonic clock.
  private var listensAgain: UInt64?
  var changes: [ReturningPort.Change] = []
  /// What a programmer opens.
  var port: String
  /// The terminal that programs know the line by: of a pulled cable too.
  var terminal: String { cable?.device ?? port }
  /// The stable link to it, where there is one.
  let link: String?
  let watch: PtyWatch?
  /// What a pty is plugged into a testbed by; `nil` for a line that is at no USB socket.
  var cable: UsbCable?

  /// A new pty, with a stable link to it; with many, one watch is over all.
  init(link: String, watch: PtyWatch? = nil) throws(SerialError) {
    var pty = try Pty(watch: watch)
    let published = try pty.publish(link: link)
    port = pty.slavePath
    self.link = published
    self.watch = watch
    medium = .pty(pty)
  }

  /// A serial port that is there, at 115200 baud. It may go and come back later.
  init(device: String) throws(SerialError) {
    medium = .serial(try ReturningPort(opening: device))
    port = device
    link = nil
    watch = nil
  }

  /// A TCP port, raw or with RFC 2217.
  init(listeningAt server: PortAddress.Server) throws(SerialError) {
    let listener = try TcpListener(host: server.host, port: server.port)
    port =
      PortAddress.Server(
        host: server.host.isEmpty ? "localhost" : server.host, port: listener.port,
        isTelnet: server.isTelnet
      ).address.description
    link = nil
    watch = nil
    served = server.isTelnet ? ServedPort() : nil
    medium = .tcp(listener)
  }

  /// A programmer's end that is called by TCP, and called again when it goes.
  init(calling server: PortAddress.Server) throws(SerialError) {
    let connection = try ReturningConnection(connectingTo: server)
    self.port = connection.path
    link = nil
    watch = nil
    medium = .call(connection)
  }

  /// Standard input and output, as they were before they were taken.
  init(_ line: consuming StandardLine) {
    port = "stdio"
    link = nil
    watch = nil
    medium = .standard(line)
  }

  /// Whether the line is over for good, so that no programmer will ever come again.
  private(set) var isOver = false

  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet) {
    switch medium {
    case .pty(let pty):
      clientEventsPlace = pty.clientEvents.map { set.add($0, .readable) }
      set.add(pty.fileDescriptor, .readable)
    case .serial(let port): port.addInterests(to: &set)
    case .call(let connection): connection.addInterests(to: &set)
    case .standard(let line): if !isOver { set.add(line.fileDescriptor, .readable) }
    case .unplugged: clientEventsPlace = nil
    case .tcp(let listener):
      if listensAgain == nil { set.add(listener.fileDescriptor, .readable) }
      switch client {
      case .some(let client): set.add(client.fileDescriptor, .readable)
      case .none: break
      }
    }
  }

  /// When it has to be looked after next, in ms of the monotonic clock; `nil` for never.
  var deadline: UInt64? {
    switch medium {
    case .pty: nil
    case .standard: nil
    case .unplugged: nil
    case .serial(let port): port.deadline
    case .call(let connection): connection.deadline
    case .tcp: listensAgain
    }
  }

  /// What became of the line since this was called last.
  func takeChanges() -> [ReturningPort.Change] {
    defer { changes = [] }
    return changes
  }

  /// Takes from what was waited for whether programmers came or left.
  func takeNotice(of set: borrowing PollSet) {
    hasClientEvents = clientEventsPlace.map { set.isReady($0) } ?? hasClientChange
  }

  /// Whether a watch over many ptys has found a client that came or left.
  var hasClientChange: Bool {
    switch medium {
    case .pty(let pty): pty.hasClientChange
    case .serial: false
    case .tcp: false
    case .call: false
    case .standard: false
    case .unplugged: false
    }
  }

  /// What came in.
  enum Input {
    /// So many bytes, at the start of the buffer.
    case bytes(Int)
    /// A programmer left, or the line did.
    case interrupted
    /// Nothing more for now.
    case nothing
  }

  /// Takes what came in, comings and goings before bytes, so that a leaving programmer's bytes
  /// never reach the next. Throws when the kernel refuses its own pty.
  func read(into buffer: inout [UInt8]) throws(SerialError) -> Input {
    switch medium {
    case .unplugged:
      defer { wasPulled = false }
      return wasPulled ? .interrupted : .nothing
    case .pty(let pty):
      if hasClientEvents {
        hasClientEvents = false
        if try pty.drainClientEvents().closed > 0 {
          try pty.prepareForNextClient()
          return .interrupted
        }
      }
      return try Self.input(pty.read(into: &buffer), pty.path)
    case .serial(let port):
      return input(port.read(into: &buffer, at: MonotonicClock.milliseconds()))
    case .call(let connection):
      let input = input(connection.read(into: &buffer, at: MonotonicClock.milliseconds()))
      if !connection.isTelnet { look(at: input, in: buffer) }
      return input
    case .standard(let line): return readStandard(line, into: &buffer)
    case .tcp(let listener):
      // The newest programmer takes over, as the head of one is laid over that of another.
      if hasNewClient(listener, at: MonotonicClock.milliseconds()) { return .interrupted }
      let input = readClient(into: &buffer)
      if served == nil { look(at: input, in: buffer) }
      return input
    }
  }

  /// Notes that telnet is spoken at a raw line: nobody there would understand the pump.
  private func look(at input: Input, in buffer: [UInt8]) {
    switch input {
    case .nothing: return
    case .interrupted: opening = TelnetOpening()
    case .bytes(let count):
      guard opening.isTelnet(buffer.span.extracting(first: count)), !isTelnetTold else { return }
      isTelnetTold = true
      changes.append(.unusable(TelnetOpening.error(port)))
    }
  }

  private func readStandard(_ line: borrowing StandardLine, into buffer: inout [UInt8]) -> Input {
    if isOver { return .nothing }
    switch (try? line.read(into: &buffer)) ?? .closed {
    case .bytes(let count): return .bytes(count)
    case .wouldBlock: return .nothing
    case .closed:
      isOver = true
      return .interrupted
    }
  }

  private func input(_ input: ReturningPort.Input) -> Input {
    switch input {
    case .bytes(let count): return .bytes(count)
    case .nothing: return .nothing
    case .changed(let change):
      changes.append(change)
      switch change {
      case .lost, .returned: return .interrupted
      case .unusable: return .nothing
      }
    }
  }

  private func hasNewClient(_ listener: borrowing TcpListener, at milliseconds: UInt64) -> Bool {
    if let again = listensAgain, milliseconds < again { return false }
    do throws(SerialError) {
      listensAgain = nil
      guard let next = try listener.accept() else { return false }
      client = consume next
      opening = TelnetOpening()
      served?.begin()
      answer()
      return true
    } catch {
      // Out of descriptors or memory, and it stays in the queue: no reason to end a therapy, nor to
      // ask at once again.
      listensAgain = milliseconds + ReturningPort.interval
      return false
    }
  }

  private func readClient(into buffer: inout [UInt8]) -> Input {
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
    case .bytes(let count): return served == nil ? .bytes(count) : unwrap(&buffer, count)
    case .wouldBlock: return .nothing
    case .closed:
      client = nil
      served?.end()
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
    case .serial(let port): port.write(bytes)
    case .call(let connection): connection.write(bytes)
    case .standard(let line): _ = try? line.write(bytes)
    case .unplugged: break
    case .tcp:
      guard served != nil else { return send(bytes) }
      served?.send(bytes)
      answer()
    }
  }

  func send(_ bytes: Span<UInt8>) {
    switch client {
    case .some(let client): _ = try? client.write(bytes)
    case .none: break
    }
  }
}
