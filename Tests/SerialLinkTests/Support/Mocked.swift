import Glibc
import SerialLink

/// What is in Fixtures/cp210x.umockdev, for the tests that run there.
enum Mocked {
  static let isHere = unsafe getenv("UMOCKDEV_DIR") != nil
  static let how = "started by UmockdevTests in a mocked device tree"

  static let link =
    "/dev/serial/by-id/usb-Silicon_Labs_CP2102N_USB_to_UART_Bridge_Controller_BENCH042-if00-port0"

  static let adapter = PortInfo(
    path: "/dev/ttyUSB0", kind: .serial, description: "CP2102N USB to UART Bridge Controller",
    vendorID: 0x10c4, productID: 0xea60, serialNumber: "BENCH042", links: [link])

  /// Has no udev properties, as on a machine where udevd does not run.
  static let head = PortInfo(
    path: "/dev/ttyACM0", kind: .serial, description: "Bench telemetry head", vendorID: 0x1209,
    productID: 0x0001, serialNumber: "HEAD7")
}
