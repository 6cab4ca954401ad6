import BenchControl
import UsbTree

/// What a pump is plugged into a testbed by.
final class UsbCable {
  private let testbed: UsbTestbed
  private let kind: AdapterKind
  private let serial: String
  private let socket: Int
  private let node: Int
  private var adapter: UsbAdapter?

  /// A cable with an adapter at its end that has a pump's serial number, for one socket of a
  /// testbed; it is not plugged in yet.
  /// - Parameter node: The number of its terminal among those with the same name.
  init(_ testbed: UsbTestbed, _ kind: AdapterKind, serial: String, socket: Int, node: Int) {
    self.testbed = testbed
    self.kind = kind
    self.serial = serial
    self.socket = socket
    self.node = node
  }

  deinit { unplug() }

  /// Where a program finds the terminal while it is plugged in.
  var device: String { "/dev/\(kind.nodePrefix)\(node)" }

  /// The testbed's folder.
  var root: String { testbed.root }

  /// Whether it is plugged in.
  var isPlugged: Bool { adapter != nil }

  /// Plugs it in, with a terminal behind it.
  func plug(to terminal: String) throws {
    adapter = try testbed.plug(kind, serial: serial, socket: socket, node: node, to: terminal)
  }

  /// Pulls it.
  func unplug() {
    adapter.map(testbed.unplug)
    adapter = nil
  }

  /// What the bench is told.
  var answer: UsbAnswer {
    var answer = UsbAnswer()
    answer.is_plugged = isPlugged
    answer.adapter = kind.name
    answer.device = device
    answer.vendor_id = Self.hex(kind.vendor)
    answer.product_id = Self.hex(kind.product)
    answer.adapter_serial = serial
    answer.testbed = root
    return answer
  }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
