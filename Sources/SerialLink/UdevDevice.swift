import CSerialShim

/// A device as libudev describes it.
@safe
struct UdevDevice: ~Copyable {
  private let device: OpaquePointer

  /// Takes over a reference; `nil` stands for no device.
  init?(owning device: OpaquePointer?) {
    guard let device = unsafe device else { return nil }
    unsafe self.device = device
  }

  deinit {
    unsafe cserial_udev_device_release(device)
  }

  /// The path of the device file.
  var node: String? { unsafe Self.text(cserial_udev_node(device)) }
  /// The path in sysfs.
  var syspath: String? { unsafe Self.text(cserial_udev_syspath(device)) }
  /// For a device from a monitor, what happened to it: "add", "remove", "change"…
  var action: String? { unsafe Self.text(cserial_udev_action(device)) }

  /// What udevd has found out.
  borrowing func property(_ name: String) -> String? {
    unsafe Self.text(cserial_udev_property(device, name))
  }

  /// What the kernel says in sysfs.
  borrowing func attribute(_ name: String) -> String? {
    unsafe Self.text(cserial_udev_attribute(device, name))
  }

  /// What the kernel says about the USB device this one is a part of.
  borrowing func usbAttribute(_ name: String) -> String? {
    guard let parent = unsafe cserial_udev_usb_parent(device) else { return nil }
    return unsafe Self.text(cserial_udev_attribute(parent, name))
  }

  /// Copies a text that belongs to the device. Empty and missing are the same.
  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    let text = unsafe String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}
