/// The control lines of a serial port. Raw values are the kernel's.
public struct ModemLines: OptionSet, Sendable {
  /// The kernel's bits; some of them have no name here.
  public let rawValue: UInt32

  /// Makes a set from the kernel's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// DTR, an output.
  public static let dataTerminalReady = ModemLines(rawValue: 0x002)
  /// RTS, an output.
  public static let requestToSend = ModemLines(rawValue: 0x004)
  /// CTS, an input.
  public static let clearToSend = ModemLines(rawValue: 0x020)
  /// DCD, an input.
  public static let carrierDetect = ModemLines(rawValue: 0x040)
  /// RI, an input.
  public static let ringIndicator = ModemLines(rawValue: 0x080)
  /// DSR, an input.
  public static let dataSetReady = ModemLines(rawValue: 0x100)

  /// The lines a program can set.
  public static let outputs: ModemLines = [.dataTerminalReady, .requestToSend]
}
