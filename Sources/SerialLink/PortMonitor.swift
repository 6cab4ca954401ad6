import CSerialShim
import Glibc

/// Tells when serial ports are plugged in and pulled out. For virtual pumps see `RegistryMonitor`.
@safe
package struct PortMonitor: ~Copyable {
  /// Whose events are received. Raw values are libudev's.
  package enum Source: String, Equatable, Sendable {
    /// udevd's, sent when permissions and links are in place.
    case udev
    /// The kernel's, with less in them; where udevd does not run, its own would never come.
    case kernel
  }

  private let udev: Udev
  private let monitor: OpaquePointer

  /// Whose events are received.
  package let source: Source

  /// Starts to receive events. Throws when the system does not allow it.
  package init() throws(SerialError) {
    let source = Self.availableSource
    let udev = try Udev()
    unsafe monitor = try udev.monitor(source)
    self.udev = udev
    self.source = source
  }

  deinit {
    unsafe cserial_udev_monitor_release(monitor)
  }

  private static var availableSource: Source {
    // umockdev has no udevd either, but sends the events itself.
    if Environment.value("UMOCKDEV_DIR") != nil { return .udev }
    return unsafe access("/run/udev/control", F_OK) == 0 ? .udev : .kernel
  }

  /// Readable when something may have happened; then call `next()` until it returns `nil`.
  package var fileDescriptor: Int32 { unsafe cserial_udev_monitor_descriptor(monitor) }

  /// The next change to a port with hardware behind it, or `nil` if there is none.
  package borrowing func next() -> PortChange? {
    // Kernel events wake the poll even if the filter then drops them, so finding none is normal.
    while let device = unsafe UdevDevice(owning: cserial_udev_monitor_next(monitor)) {
      guard let port = PortInfo(device) else { continue }
      switch device.action {
      case "add": return .added(port)
      case "remove": return .removed(port)
      default: return .changed(port)
      }
    }
    return nil
  }
}
