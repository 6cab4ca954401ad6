/// The adapter that a pump is plugged into a computer by. Spec: bench.md, "USB testbed".
package struct UsbAnswer: BenchRecord, Equatable, Sendable {
  /// Whether it is plugged in.
  package var is_plugged = false
  /// Which kind of adapter it is, by the name that `--usb-adapter` takes.
  package var adapter = ""
  /// The terminal that a program finds while it is plugged in.
  package var device = ""
  /// The vendor's number, in four hexadecimal digits.
  package var vendor_id = ""
  /// The product's number, in four hexadecimal digits.
  package var product_id = ""
  /// The adapter's serial number, which is the pump's.
  package var adapter_serial = ""
  /// The testbed's folder.
  package var testbed = ""

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("is_plugged", &is_plugged)
    fields.field("adapter", &adapter)
    fields.field("device", &device)
    fields.field("vendor_id", &vendor_id)
    fields.field("product_id", &product_id)
    fields.field("adapter_serial", &adapter_serial)
    fields.field("testbed", &testbed)
  }
}
