/// One end of a serial port over telnet (RFC 2217): bytes in, bytes and events out, and no socket.
///
/// It is the same value at both ends. An access server has the port, and answers what it is told of
/// it; a client has it set. All data is binary, as both ends agree before anything else, so only
/// the byte 255 is escaped. However the stream is cut into pieces, what comes of it is the same.
package struct TelnetPort: Sendable {
  /// Which end it is.
  package enum End: Sendable, CaseIterable {
    case server, client
  }

  /// What the far end has done, beside sending data.
  package enum Event: Equatable, Sendable {
    /// Both ends speak of the port; a client's settings are on their way.
    case agreed
    /// The far end does not speak of ports: it is a plain telnet server, or client.
    case refused
    /// The port runs at so many bits per second: told to a server, or acknowledged to a client.
    case speed(UInt32)
    /// Data is held back (true) or let go (false), as the client asks.
    case suspended(Bool)
    /// What waits to be sent to the client is to be thrown away.
    case purged
  }

  private let end: End
  private var parser = TelnetParser()
  private var ours = TelnetOptions()
  private var theirs = TelnetOptions()
  /// The port as a server has it, or as a client wants it.
  package private(set) var settings = ComPort()
  private var isAgreed = false
  private var outgoing: [UInt8] = []
  private var events: [Event] = []

  /// An end that has said nothing yet; what it begins with is ``takeOutgoing()`` already. A client
  /// has the port run at `baud` bits per second.
  package init(_ end: End, baud: UInt32 = ComPort.usualSpeed) {
    self.end = end
    settings.speed = baud
    for option in [TelnetOption.binary, .suppressGoAhead] {
      offer(option)
      ask(option)
    }
    switch end {
    case .server: ask(.comPort)
    case .client: offer(.comPort)
    }
  }

  /// Takes bytes of the far end; gives the data in them.
  package mutating func receive(_ bytes: Span<UInt8>) -> [UInt8] {
    var data: [UInt8] = []
    for place in bytes.indices {
      switch parser.next(bytes[place]) {
      case nil: break
      case .data(let byte): data.append(byte)
      case .option(let verb, let option): negotiate(verb, option)
      case .subnegotiation(let body): take(body)
      }
    }
    return data
  }

  /// What is to be sent to the far end beside data, since this was called last.
  package mutating func takeOutgoing() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// What the far end has done since this was called last.
  package mutating func takeEvents() -> [Event] {
    defer { events = [] }
    return events
  }

  /// Data as it goes over the line.
  package static func escaped(_ data: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(data.count)
    for place in data.indices {
      bytes.append(data[place])
      if data[place] == Telnet.command { bytes.append(Telnet.command) }
    }
    return bytes
  }

  /// Tells the client what became of the modem's lines, unless it does not want to know.
  package mutating func notify(_ lines: ModemState) {
    let code = settings.change(lines)
    if isAgreed, let code { send(.notifyModem, [code]) }
  }

  // MARK: Options

  private mutating func offer(_ option: TelnetOption) {
    ours.request(option)
    outgoing += [Telnet.command, TelnetVerb.will.rawValue, option.rawValue]
  }

  private mutating func ask(_ option: TelnetOption) {
    theirs.request(option)
    outgoing += [Telnet.command, TelnetVerb.do.rawValue, option.rawValue]
  }

  private mutating func answer(_ verb: TelnetVerb, _ option: UInt8) {
    outgoing += [Telnet.command, verb.rawValue, option]
  }

  /// A word on an option is answered when it changes something, and when it asks for what there is
  /// not: so two ends never go on answering each other.
  private mutating func negotiate(_ verb: TelnetVerb, _ number: UInt8) {
    guard let option = TelnetOption(rawValue: number), isOffered(option, verb) else {
      switch verb {
      case .do: answer(.wont, number)
      case .will: answer(.dont, number)
      case .dont, .wont: break
      }
      return
    }
    switch verb {
    case .do: if ours.turnOn(option) { answer(.will, number) }
    case .will: if theirs.turnOn(option) { answer(.do, number) }
    case .dont: if ours.turnOff(option) { answer(.wont, number) }
    case .wont: if theirs.turnOff(option) { answer(.dont, number) }
    }
    if option == .comPort { judge(verb) }
  }

  /// Whether this end has part in an option.
  private func isOffered(_ option: TelnetOption, _ verb: TelnetVerb) -> Bool {
    switch (option, verb, end) {
    case (.binary, _, _), (.suppressGoAhead, _, _), (.comPort, _, _): true
    // A server is asked to echo so that the client does not, and never does.
    case (.echo, .do, .server), (.echo, .dont, .server), (.echo, .will, .client),
      (.echo, .wont, .client):
      true
    case (.echo, _, _): false
    }
  }

  private mutating func judge(_ verb: TelnetVerb) {
    switch verb {
    case .do, .will:
      guard !isAgreed else { return }
      isAgreed = true
      events.append(.agreed)
      switch end {
      case .server:
        if let code = settings.modemCode { send(.notifyModem, [code]) }
      case .client: for (command, value) in settings.wishes { send(command, value) }
      }
    case .dont, .wont: if !isAgreed { events.append(.refused) }
    }
  }

  // MARK: The port

  private mutating func send(_ command: ComPort.Command, _ value: [UInt8]) {
    let code = command.rawValue + (end == .server ? ComPort.serverOffset : 0)
    outgoing += [Telnet.command, Telnet.begin, TelnetOption.comPort.rawValue, code]
    outgoing += Self.escaped(value.span) + [Telnet.command, Telnet.end]
  }

  private mutating func take(_ body: [UInt8]) {
    guard body.count >= 2, body[0] == TelnetOption.comPort.rawValue else { return }
    let value = Array(body[2...])
    switch end {
    case .server:
      guard let command = ComPort.Command(rawValue: body[1]) else { return }
      let answer = settings.obey(command, value)
      if let code = answer.code { send(command, code) }
      if let event = answer.event { events.append(event) }
    case .client:
      guard body[1] >= ComPort.serverOffset,
        let command = ComPort.Command(rawValue: body[1] - ComPort.serverOffset)
      else { return }
      if let event = settings.hear(command, value) { events.append(event) }
    }
  }
}
