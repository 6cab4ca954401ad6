/// The control lines of a serial port. Raw values are the kernel's.
package struct ModemLines: OptionSet, Sendable {
  /// The kernel's bits; some of them have no name here.
  package let rawValue: UInt32

  /// Makes a set from the kernel's bits.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// DTR, an output.
  package static let dataTerminalReady = ModemLines(rawValue: 0x002)
  /// RTS, an output.
  package static let requestToSend = ModemLines(rawValue: 0x004)
  /// CTS, an input.
  package static let clearToSend = ModemLines(rawValue: 0x020)
  /// DCD, an input.
  package static let carrierDetect = ModemLines(rawValue: 0x040)
  /// RI, an input.
  package static let ringIndicator = ModemLines(rawValue: 0x080)
  /// DSR, an input.
  package static let dataSetReady = ModemLines(rawValue: 0x100)

  /// The lines a program can set.
  package static let outputs: ModemLines = [.dataTerminalReady, .requestToSend]
}
