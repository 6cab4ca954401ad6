/// What an adapter between USB and a serial line says it is.
///
/// The names and numbers are those that Linux and its tools know such adapters by; the last is the
/// project's own, of the numbers that are given to everybody for trying things out (pid.codes).
package enum AdapterKind: CaseIterable, Hashable, Sendable {
  /// Silicon Labs CP2102.
  case cp210x
  /// FTDI FT232R.
  case ftdi
  /// A device of the class for modems, which needs no driver of its own.
  case cdcAcm

  /// What it is called on a command line.
  package var name: String {
    switch self {
    case .cp210x: "cp210x"
    case .ftdi: "ftdi"
    case .cdcAcm: "cdc-acm"
    }
  }

  /// The vendor's number.
  package var vendor: UInt16 {
    switch self {
    case .cp210x: 0x10c4
    case .ftdi: 0x0403
    case .cdcAcm: 0x1209
    }
  }

  /// The product's number.
  package var product: UInt16 {
    switch self {
    case .cp210x: 0xea60
    case .ftdi: 0x6001
    case .cdcAcm: 0x0001
    }
  }

  /// The product's release, as four decimal digits.
  var release: String {
    switch self {
    case .cp210x: "0100"
    case .ftdi: "0600"
    case .cdcAcm: "0100"
    }
  }

  var manufacturer: String {
    switch self {
    case .cp210x: "Silicon Labs"
    case .ftdi: "FTDI"
    case .cdcAcm: "PumpLink"
    }
  }

  /// The product's name.
  package var title: String {
    switch self {
    case .cp210x: "CP2102 USB to UART Bridge Controller"
    case .ftdi: "FT232R USB UART"
    case .cdcAcm: "Telemetry Head"
    }
  }

  /// The kernel's driver.
  var driver: String {
    switch self {
    case .cp210x: "cp210x"
    case .ftdi: "ftdi_sio"
    case .cdcAcm: "cdc_acm"
    }
  }

  /// What the node below /dev is called before its number. Adapters with the same are counted
  /// together.
  package var nodePrefix: String { isUsbSerial ? "ttyUSB" : "ttyACM" }

  /// The node's major number.
  var major: Int { isUsbSerial ? 188 : 166 }

  /// Whether the kernel has a device of its bus `usb-serial` between interface and terminal.
  var isUsbSerial: Bool {
    switch self {
    case .cp210x, .ftdi: true
    case .cdcAcm: false
    }
  }

  /// Class, subclass and protocol of the interface, in hexadecimal digits.
  var interfaceClass: (String, String, String) {
    isUsbSerial ? ("ff", "00", "00") : ("02", "02", "01")
  }
}
