/// The lines of a modem that a server tells its client of, by the bits of RFC 2217.
package struct ModemState: OptionSet, Sendable {
  /// The upper four bits of the state.
  package let rawValue: UInt8

  /// A state from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// CTS.
  package static let clearToSend = ModemState(rawValue: 0x10)
  /// DSR.
  package static let dataSetReady = ModemState(rawValue: 0x20)
  /// RI.
  package static let ringIndicator = ModemState(rawValue: 0x40)
  /// DCD.
  package static let carrierDetect = ModemState(rawValue: 0x80)
}

/// A serial port as RFC 2217 speaks of it: what it is set to, and what is answered.
package struct ComPort: Equatable, Sendable {
  /// What a client says; a server answers with ``serverOffset`` more.
  enum Command: UInt8, CaseIterable, Sendable {
    case signature = 0
    case setSpeed = 1
    case setDataBits = 2
    case setParity = 3
    case setStopBits = 4
    case setControl = 5
    case notifyLine = 6
    case notifyModem = 7
    case suspend = 8
    case resume = 9
    case lineMask = 10
    case modemMask = 11
    case purge = 12
  }

  static let serverOffset: UInt8 = 100
  /// The speed of a port that nobody has set.
  package static let usualSpeed: UInt32 = 115_200
  /// The speeds that a port has, in bits per second.
  package static let speeds: ClosedRange<UInt32> = 50...4_000_000
  /// What a server says it is.
  static let signature = Array("PumpLink".utf8)

  /// Bits per second.
  package internal(set) var speed = Self.usualSpeed
  /// A frame's bytes have eight bits; a port of fewer would carry none.
  private static let dataBits: UInt8 = 8
  /// None, odd, even, mark or space, from 1.
  private var parity: UInt8 = 1
  /// One, two or one and a half, from 1.
  private var stopBits: UInt8 = 1
  /// What was set last of each of the four things that control is about: outbound flow, break, DTR,
  /// RTS, inbound flow.
  private var outbound: UInt8 = 1
  private var isBreaking: UInt8 = 6
  private var terminal: UInt8 = 9
  private var request: UInt8 = 12
  private var inbound: UInt8 = 14
  private var lineMask: UInt8 = 0
  private var modemMask: UInt8 = 0xFF
  private var modem: ModemState = [.clearToSend, .dataSetReady, .carrierDetect]

  /// What comes of a client's word.
  struct Answer: Equatable {
    /// What is answered; `nil` for nothing.
    var code: [UInt8]?
    var event: TelnetPort.Event?

    init(_ code: [UInt8]?, _ event: TelnetPort.Event? = nil) {
      self.code = code
      self.event = event
    }
  }

  // MARK: The server

  /// Does what a client says, as far as there is such a thing, and gives what is so now.
  mutating func obey(_ command: Command, _ value: [UInt8]) -> Answer {
    switch command {
    case .signature: return Answer(value.isEmpty ? Self.signature : nil)
    case .setSpeed: return setSpeed(value)
    case .setDataBits: return Answer([Self.dataBits])
    case .setParity: return Answer(Self.set(&parity, value, 1...5))
    case .setStopBits: return Answer(Self.set(&stopBits, value, 1...3))
    case .setControl: return Answer(control(value.first ?? 0).map { [$0] })
    case .suspend: return Answer(nil, .suspended(true))
    case .resume: return Answer(nil, .suspended(false))
    case .lineMask:
      lineMask = value.first ?? 0
      return Answer([lineMask])
    case .modemMask:
      modemMask = value.first ?? 0
      return Answer([modemMask])
    case .purge:
      guard let what = value.first, 1...3 ~= what else { return Answer(nil) }
      // 1 is what came in and waits for the client, 2 what waits to go out, 3 both.
      return Answer([what], what == 2 ? nil : .purged)
    // These a server tells.
    case .notifyLine, .notifyModem: return Answer(nil)
    }
  }

  /// Sets a speed that there is; a zero asks.
  private mutating func setSpeed(_ value: [UInt8]) -> Answer {
    guard value.count >= 4 else { return Answer(nil) }
    let wanted = value.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let isSet = Self.speeds.contains(wanted)
    if isSet { speed = wanted }
    return Answer(Self.bytes(speed), isSet ? .speed(speed) : nil)
  }

  private static func set(
    _ field: inout UInt8, _ value: [UInt8], _ range: ClosedRange<UInt8>
  ) -> [UInt8] {
    if let wanted = value.first, range.contains(wanted) { field = wanted }
    return [field]
  }

  /// Acknowledges a word on control; a question, and what there is not, is answered with what is.
  private mutating func control(_ value: UInt8) -> UInt8? {
    switch value {
    case 0: return outbound
    case 1...3:
      outbound = value
      return value
    case 4: return isBreaking
    case 5, 6:
      isBreaking = value
      return value
    case 7: return terminal
    case 8, 9:
      terminal = value
      return value
    case 10: return request
    case 11, 12:
      request = value
      return value
    case 13: return inbound
    case 14...16:
      inbound = value
      return value
    case 17, 19:
      outbound = value
      return value
    case 18:
      inbound = value
      return value
    default: return nil
    }
  }

  /// The modem's state for a client that was told nothing yet; `nil` when it wants to know nothing.
  var modemCode: UInt8? { modemMask & modem.rawValue == 0 ? nil : modem.rawValue & modemMask }

  /// Takes other states of the modem's lines; gives what a client is told: the lines, and below
  /// them which have changed. `nil` where it wants to know of none that has.
  mutating func change(_ lines: ModemState) -> UInt8? {
    let changed = modem.symmetricDifference(lines).rawValue
    // A ring is told when it ends.
    let ended = changed & ~(lines.rawValue & ModemState.ringIndicator.rawValue)
    modem = lines
    let code = (lines.rawValue | ended >> 4) & modemMask
    return changed & modemMask == 0 ? nil : code
  }

  // MARK: The client

  /// What a client has a port set to: no parity, one stop bit, no flow control, both outputs on.
  var wishes: [(Command, [UInt8])] {
    [
      (.setSpeed, Self.bytes(speed)), (.setDataBits, [Self.dataBits]), (.setParity, [1]),
      (.setStopBits, [1]), (.setControl, [1]), (.setControl, [8]), (.setControl, [11]),
    ]
  }

  /// Takes a server's word.
  mutating func hear(_ command: Command, _ value: [UInt8]) -> TelnetPort.Event? {
    switch command {
    case .setSpeed:
      guard value.count >= 4 else { return nil }
      speed = value.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return .speed(speed)
    case .suspend: return .suspended(true)
    case .resume: return .suspended(false)
    case .signature, .setDataBits, .setParity, .setStopBits, .setControl, .notifyLine,
      .notifyModem, .lineMask, .modemMask, .purge:
      return nil
    }
  }

  private static func bytes(_ speed: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: speed >> UInt32($0)) }
  }
}
