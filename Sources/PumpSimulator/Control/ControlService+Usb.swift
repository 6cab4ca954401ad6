import BenchControl
import PumpText
import SerialLink

/// The adapter at the pump's line, which is no part of the pump: nothing is saved, and no therapy
/// knows.
extension ControlService {
  func usb() throws(BenchFailure) -> UsbCable {
    guard let cable = port?.cable else {
      throw .refused(
        "the pump is not plugged in by USB; start it with --usb-testbed FOLDER, and it is")
    }
    return cable
  }

  func plug() throws(BenchFailure) -> UsbAnswer {
    let cable = try usb()
    do {
      try port?.plug()
    } catch {
      throw .refused("the adapter cannot be plugged in: \(error); it stays unplugged")
    }
    return cable.answer
  }

  func unplug() throws(BenchFailure) -> UsbAnswer {
    let cable = try usb()
    port?.unplug()
    return cable.answer
  }
}

extension UsbAnswer {
  /// It for people.
  var words: String {
    let state = is_plugged ? "plugged in" : "UNPLUGGED: no programmer reaches the pump by it"
    return """
      adapter       \(adapter), \(vendor_id):\(product_id), serial number \(adapter_serial)
      device        \(device), \(state)
      testbed       \(testbed)

      """
  }
}
