/// An adapter that is plugged into a computer, with a terminal behind it.
package struct UsbAdapter: Sendable {
  package let kind: AdapterKind
  /// Its own serial number.
  package let serial: String
  /// Which of the computer's sockets it is in, from 0.
  package let socket: Int
  /// The number of its node among those with the same prefix, from 0.
  package let node: Int
  /// Which device since the bus was switched on it is: each plugging in counts.
  let address: Int
  /// The terminal that its node leads to, such as `/dev/pts/7`.
  package let terminal: String

  /// How many sockets a bus has.
  static let socketsOfBus = 100
  static let controller = "/devices/pci0000:00/0000:00:14.0"

  /// An adapter in a socket.
  /// - Parameter plugged: How many were plugged into the computer before, this one too.
  package init(
    _ kind: AdapterKind, serial: String, socket: Int, node: Int, plugged: Int, terminal: String
  ) {
    self.kind = kind
    self.serial = serial
    self.socket = socket
    self.node = node
    // The bus itself is the first device on it, and a bus has no more than 127.
    address = 2 + plugged % 126
    self.terminal = terminal
  }

  private var bus: Int { 1 + socket / Self.socketsOfBus }
  private var port: Int { 1 + socket % Self.socketsOfBus }

  /// The name of its node below `/dev`.
  package var nodeName: String { "\(kind.nodePrefix)\(node)" }

  // MARK: What udev makes of it

  /// A text as udev writes it into a name: what may not stand there becomes `_`.
  static func udevName(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "#", "+", "-", ".", ":", "=", "@", "_":
        name.unicodeScalars.append(scalar)
      default: name += "_"
      }
    }
    return name
  }

  private var udevSerial: String {
    [kind.manufacturer, kind.title, serial].map(Self.udevName).joined(separator: "_")
  }

  private var place: String { "pci-0000:00:14.0-usb\(bus == 1 ? "" : "\(bus)")-0:\(port):1.0" }

  /// The links that lead to its node, from `/dev` on.
  package var links: [String] {
    let port = kind.isUsbSerial ? "-port0" : ""
    return ["serial/by-id/usb-\(udevSerial)-if00\(port)", "serial/by-path/\(place)\(port)"]
  }

  // MARK: Its devices

  private var device: SysDevice {
    let path = "\(Self.controller)/usb\(bus)/\(bus)-\(port)"
    var device = SysDevice(
      path, "usb",
      [
        ("MAJOR", "189"), ("MINOR", "\((bus - 1) * 128 + address - 1)"),
        ("DEVNAME", "bus/usb/\(Self.padded(bus))/\(Self.padded(address))"),
        ("DEVTYPE", "usb_device"), ("DRIVER", "usb"), ("SUBSYSTEM", "usb"), ("PRODUCT", product),
        ("TYPE", kind.isUsbSerial ? "0/0/0" : "2/0/0"), ("BUSNUM", Self.padded(bus)),
        ("DEVNUM", Self.padded(address)),
      ] + identity)
    device.attributes = [
      ("busnum", "\(bus)"), ("devnum", "\(address)"), ("devpath", "\(port)"), ("speed", "12"),
      ("idVendor", Self.hex(kind.vendor)), ("idProduct", Self.hex(kind.product)),
      ("bcdDevice", kind.release), ("manufacturer", kind.manufacturer), ("product", kind.title),
      ("serial", serial), ("bNumInterfaces", kind.isUsbSerial ? " 1" : " 2"),
      ("bDeviceClass", kind.isUsbSerial ? "00" : "02"),
    ]
    device.driver = "usb"
    return device
  }

  private var interface: SysDevice {
    let (type, subtype, protocolNumber) = kind.interfaceClass
    var interface = SysDevice(
      "\(device.path)/\(bus)-\(port):1.0", "usb",
      [
        ("DEVTYPE", "usb_interface"), ("DRIVER", kind.driver), ("SUBSYSTEM", "usb"),
        ("PRODUCT", product),
      ])
    interface.attributes = [
      ("bInterfaceNumber", "00"), ("bInterfaceClass", type), ("bInterfaceSubClass", subtype),
      ("bInterfaceProtocol", protocolNumber), ("bAlternateSetting", " 0"),
      ("bNumEndpoints", kind.isUsbSerial ? "02" : "01"), ("interface", kind.title),
    ]
    interface.driver = kind.driver
    return interface
  }

  private var serialPort: SysDevice {
    var port = SysDevice(
      "\(interface.path)/\(nodeName)", "usb-serial",
      [("DRIVER", kind.driver), ("SUBSYSTEM", "usb-serial")])
    port.attributes = [("port_number", "0")]
    port.driver = kind.driver
    return port
  }

  private var terminalDevice: SysDevice {
    let above = kind.isUsbSerial ? serialPort.path : interface.path
    let all = links.map { "/dev/\($0)" }.joined(separator: " ")
    let (type, subtype, protocolNumber) = kind.interfaceClass
    var terminal = SysDevice(
      "\(above)/tty/\(nodeName)", "tty",
      [
        ("MAJOR", "\(kind.major)"), ("MINOR", "\(node)"), ("DEVNAME", "/dev/\(nodeName)"),
        ("SUBSYSTEM", "tty"), ("DEVLINKS", all), ("ID_PATH", place),
        (
          "ID_PATH_TAG",
          place.map { $0.isLetter || $0.isNumber || $0 == "-" ? "\($0)" : "_" }.joined()
        ),
        ("ID_USB_INTERFACES", ":\(type)\(subtype)\(protocolNumber):"),
        ("ID_USB_INTERFACE_NUM", "00"), ("ID_USB_DRIVER", kind.driver), ("TAGS", ":systemd:"),
        ("CURRENT_TAGS", ":systemd:"),
      ] + identity)
    terminal.attributes = [("dev", "\(kind.major):\(node)")]
    terminal.isOfClass = true
    return terminal
  }

  private var product: String {
    let release = kind.release.drop { $0 == "0" }
    return "\(Self.short(kind.vendor))/\(Self.short(kind.product))/\(release)"
  }

  /// What udev says of every device that it belongs to.
  private var identity: [(name: String, value: String)] {
    [
      ("ID_BUS", "usb"), ("ID_TYPE", "generic"), ("ID_VENDOR", Self.udevName(kind.manufacturer)),
      ("ID_VENDOR_ID", Self.hex(kind.vendor)), ("ID_MODEL", Self.udevName(kind.title)),
      ("ID_MODEL_ID", Self.hex(kind.product)), ("ID_REVISION", kind.release),
      ("ID_SERIAL", udevSerial), ("ID_SERIAL_SHORT", Self.udevName(serial)),
    ]
  }

  private static func short(_ number: UInt16) -> String { String(number, radix: 16) }

  /// Four hexadecimal digits.
  private static func hex(_ number: UInt16) -> String {
    let digits = short(number)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Three decimal digits.
  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  // MARK: The tree

  /// Its devices, what holds others before them: the kernel tells of them in this order when it is
  /// plugged in, and in the other when it is pulled.
  package var devices: [SysDevice] {
    [device, interface] + (kind.isUsbSerial ? [serialPort] : []) + [terminalDevice]
  }

  /// What stands below the testbed's root while it is plugged in, what holds others before them;
  /// the folders of ``sharedFolders(for:)`` are there already.
  package var entries: [TreeEntry] {
    let terminal = terminalDevice
    var entries = devices.flatMap { device -> [TreeEntry] in
      guard device.isOfClass else { return device.entries }
      // A class has a folder between the device and those of the class, and the way up by name.
      let up = kind.isUsbSerial ? "../../../\(nodeName)" : "../../../\(bus)-\(port):1.0"
      return [TreeEntry("sys" + device.path.dropLast(nodeName.count + 1), .folder)]
        + device.entries + [TreeEntry("sys\(device.path)/device", .link(up))]
    }
    let number = "\(kind.major):\(node)"
    var record = "I:1\nG:systemd\n"
    for link in links { record += "S:\(link)\n" }
    for (name, value) in terminal.properties where name.hasPrefix("ID_") {
      record += "E:\(name)=\(value)\n"
    }
    entries += [
      TreeEntry("dev/.node/\(nodeName)", .link(number)),
      TreeEntry("dev/\(nodeName)", .link(self.terminal)),
      TreeEntry("run/udev/data/c\(number)", .file(record)),
    ]
    return entries + links.map { TreeEntry("dev/\($0)", .link("../../\(nodeName)")) }
  }

  /// What stands there before anything is plugged in: the folders, and the buses with so many
  /// sockets for adapters of these kinds.
  package static func basis(_ kinds: [AdapterKind], sockets: Int) -> [TreeEntry] {
    var folders: [String] = [
      "ioctl", "dev/.node", "dev/serial/by-id", "dev/serial/by-path", "run/udev/data",
      "sys/class/tty",
      "sys/dev/char", "sys/bus/pci/devices", "sys/devices/pci0000:00",
    ]
    for kind in kinds {
      let one = UsbAdapter(kind, serial: "", socket: 0, node: 0, plugged: 0, terminal: "")
      folders += one.devices.flatMap(\.sharedFolders)
    }
    var made: Set<String> = []
    var entries: [TreeEntry] = []
    for folder in folders {
      var path = ""
      for part in folder.split(separator: "/") {
        path += (path.isEmpty ? "" : "/") + part
        if made.insert(path).inserted { entries.append(TreeEntry(path, .folder)) }
      }
    }
    return entries + computer(buses: 1 + max(0, sockets - 1) / socketsOfBus).flatMap(\.entries)
  }

  /// The controller, and the buses on it.
  private static func computer(buses: Int) -> [SysDevice] {
    var pci = SysDevice(controller, "pci", [("DRIVER", "xhci_hcd"), ("SUBSYSTEM", "pci")])
    pci.attributes = [("vendor", "0x8086"), ("device", "0x43ed")]
    return [pci]
      + (1...buses).map { bus in
        var root = SysDevice(
          "\(controller)/usb\(bus)", "usb",
          [
            ("MAJOR", "189"), ("MINOR", "\((bus - 1) * 128)"),
            ("DEVNAME", "bus/usb/\(padded(bus))/001"), ("DEVTYPE", "usb_device"),
            ("DRIVER", "usb"), ("SUBSYSTEM", "usb"), ("BUSNUM", padded(bus)), ("DEVNUM", "001"),
          ])
        root.attributes = [
          ("idVendor", "1d6b"), ("idProduct", "0002"), ("busnum", "\(bus)"), ("devnum", "1"),
          ("product", "xHCI Host Controller"),
        ]
        return root
      }
  }
}
