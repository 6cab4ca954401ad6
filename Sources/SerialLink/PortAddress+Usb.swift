import Glibc

extension PortAddress {
  /// The path of the port that an adapter has now, among those that are there; of one that has a
  /// link by its name, that link, which it keeps when it is plugged in again.
  ///
  /// Throws with kind `.notFound` when none answers to it, `.unusableName` (ENOTUNIQ) when several
  /// do; then the reason lists them.
  package static func path(
    vendor: UInt16, product: UInt16, serial: String?, among ports: [PortInfo]
  ) throws(SerialError) -> String {
    let name = PortAddress.usb(vendor: vendor, product: product, serial: serial).description
    let found = ports.filter {
      $0.vendorID == vendor && $0.productID == product
        && (serial == nil || $0.serialNumber == serial)
    }
    guard let first = found.first else {
      throw SerialError(operation: Operation.open, code: ENODEV, path: name)
    }
    guard found.count == 1 else {
      let list = found.map { port in
        port.path + (port.serialNumber.map { " (serial number \($0))" } ?? "")
      }.joined(separator: ", ")
      throw SerialError(operation: Operation.choose + list, code: ENOTUNIQ, path: name)
    }
    return first.links.first ?? first.path
  }

  /// The path to open: that of the adapter that is named, found among the ports of this machine.
  /// `nil` for what is no serial port. Throws as ``path(vendor:product:serial:among:)``.
  package func serialPath() throws(SerialError) -> String? {
    switch self {
    case .path(let path): path
    case .usb(let vendor, let product, let serial):
      try Self.path(
        vendor: vendor, product: product, serial: serial, among: PortDiscovery.serialPorts())
    case .tcp, .rfc2217, .unix, .exec: nil
    }
  }
}
