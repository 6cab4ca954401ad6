/// The bytes of telnet (RFC 854) that are no verb on an option.
enum Telnet {
  /// IAC: what follows is a command; twice, it is a byte of data.
  static let command: UInt8 = 255
  /// SB: a subnegotiation begins.
  static let begin: UInt8 = 250
  /// SE: and ends.
  static let end: UInt8 = 240
}

/// What is said of an option.
enum TelnetVerb: UInt8, CaseIterable, Sendable {
  case will = 251
  case wont = 252
  case `do` = 253
  case dont = 254
}

/// The options that these ends know; all others are declined.
enum TelnetOption: UInt8, CaseIterable, Sendable {
  /// All bytes are data (RFC 856).
  case binary = 0
  /// What comes is sent back (RFC 857).
  case echo = 1
  /// Nobody waits for a turn (RFC 858).
  case suppressGoAhead = 3
  /// The port is spoken of (RFC 2217).
  case comPort = 44
}

/// Which options one end uses, and which are asked for without an answer yet.
struct TelnetOptions: Sendable {
  private var isOn: Set<TelnetOption> = []
  private var isRequested: Set<TelnetOption> = []

  mutating func request(_ option: TelnetOption) { isRequested.insert(option) }

  /// Whether it is on now and was not asked for, so that it is to be confirmed.
  mutating func turnOn(_ option: TelnetOption) -> Bool {
    let isNew = isOn.insert(option).inserted
    return isRequested.remove(option) == nil && isNew
  }

  /// Whether it was on, so that its end is to be confirmed.
  mutating func turnOff(_ option: TelnetOption) -> Bool {
    isRequested.remove(option)
    return isOn.remove(option) != nil
  }
}

/// Takes a telnet stream apart, byte by byte.
struct TelnetParser: Sendable {
  /// What a byte completes.
  enum Piece: Equatable {
    case data(UInt8)
    case option(TelnetVerb, UInt8)
    /// The option's number, and what is said of it.
    case subnegotiation([UInt8])
  }

  private enum State {
    case data, command
    case option(TelnetVerb)
    case inside, insideCommand
  }

  private var state = State.data
  private var body: [UInt8] = []

  /// The longest subnegotiation that is kept; of a longer one nothing is understood.
  static let longestBody = 256

  mutating func next(_ byte: UInt8) -> Piece? {
    switch state {
    case .data:
      if byte != Telnet.command { return .data(byte) }
      state = .command
    case .command:
      state = .data
      if byte == Telnet.command { return .data(byte) }
      if let verb = TelnetVerb(rawValue: byte) {
        state = .option(verb)
      } else if byte == Telnet.begin {
        body = []
        state = .inside
      }
    case .option(let verb):
      state = .data
      return .option(verb, byte)
    case .inside:
      if byte == Telnet.command { state = .insideCommand } else { keep(byte) }
    case .insideCommand:
      guard byte == Telnet.command else {
        // It ends here, as it should or cut off by another command.
        state = .data
        guard byte == Telnet.end, body.count <= Self.longestBody else { return nil }
        return .subnegotiation(body)
      }
      state = .inside
      keep(byte)
    }
    return nil
  }

  private mutating func keep(_ byte: UInt8) {
    if body.count <= Self.longestBody { body.append(byte) }
  }
}
