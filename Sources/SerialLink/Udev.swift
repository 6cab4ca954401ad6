import CSerialShim
import Glibc

/// A use of libudev.
@safe
struct Udev: ~Copyable {
  private let udev: OpaquePointer

  /// Throws only when out of memory.
  init() throws(SerialError) {
    guard let udev = unsafe cserial_udev_new() else {
      throw SerialError(operation: Operation.discover, code: ENOMEM, path: "udev")
    }
    unsafe self.udev = udev
  }

  deinit {
    unsafe cserial_udev_release(udev)
  }

  /// Calls `handle` with every tty of the system, in the library's order.
  borrowing func forEachTerminal(
    _ handle: (borrowing UdevDevice) -> Void
  ) throws(SerialError) {
    var started: OpaquePointer?
    let result = unsafe cserial_udev_scan(udev, "tty", &started)
    guard result == 0, let scan = unsafe started else {
      throw SerialError(operation: Operation.discover, code: -result, path: "udev")
    }
    defer { unsafe cserial_udev_scan_release(scan) }
    var next = unsafe cserial_udev_scan_first(scan)
    while let entry = unsafe next {
      if let path = unsafe cserial_udev_scan_path(entry),
        let device = unsafe UdevDevice(owning: cserial_udev_device(udev, path))
      {
        handle(device)
      }
      unsafe next = cserial_udev_scan_next(entry)
    }
  }

  /// Starts to receive the events of ttys. Returns a reference to release.
  borrowing func monitor(_ source: PortMonitor.Source) throws(SerialError) -> OpaquePointer {
    var started: OpaquePointer?
    let result = unsafe cserial_udev_monitor(udev, source.rawValue, "tty", &started)
    guard result == 0, let monitor = unsafe started else {
      throw SerialError(operation: Operation.watch, code: -result, path: "udev")
    }
    return unsafe monitor
  }
}
