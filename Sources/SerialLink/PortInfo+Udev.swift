extension PortInfo {
  /// Describes a tty that has hardware behind it; `nil` for virtual consoles and the like.
  ///
  /// The properties are udev's work. Where it does not run there are none, and the attributes of
  /// the USB device, which come from the kernel, say the same.
  init?(_ device: borrowing UdevDevice) {
    guard let path = device.node, device.hasHardware else { return nil }
    self.init(path: path, kind: .serial, description: Self.describe(device))
    vendorID = Self.number(device.property("ID_VENDOR_ID") ?? device.usbAttribute("idVendor"))
    productID = Self.number(device.property("ID_MODEL_ID") ?? device.usbAttribute("idProduct"))
    serialNumber = device.property("ID_SERIAL_SHORT") ?? device.usbAttribute("serial")
    // From the property: the library's own list of links is empty for a device udevd has not seen.
    links = (device.property("DEVLINKS") ?? "").split(separator: " ").map(String.init)
      .filter { $0.contains("/serial/by-id/") }
  }

  private static func describe(_ device: borrowing UdevDevice) -> String {
    if let product = device.usbAttribute("product") { return product }
    if let model = device.property("ID_MODEL") {
      return String(model.map { $0 == "_" ? " " : $0 })
    }
    return "serial port"
  }

  private static func number(_ hexadecimal: String?) -> UInt16? {
    hexadecimal.flatMap { UInt16($0, radix: 16) }
  }
}

extension UdevDevice {
  /// Consoles, and the kernel's spare ports without a chip, are ttys as well.
  fileprivate var hasHardware: Bool {
    guard let syspath, !syspath.hasPrefix("/sys/devices/virtual/") else { return false }
    if let type = attribute("type") { return type != "0" }
    return !syspath.contains("/platform/serial8250/")
  }
}
