import Console
package import SerialLink
import VerbOutput

/// One port in JSON.
package struct PortJSON: Encodable {
  let path: String
  let kind: String
  let description: String
  @OrNull var vendor_id: String?
  @OrNull var product_id: String?
  @OrNull var adapter_serial: String?
  let links: [String]
  @OrNull var pump: Pump?

  struct Pump: Encodable {
    let model: String
    let serial: String
    let card: String
    let control: String
  }

  package init(_ port: PortInfo) {
    path = port.path
    kind =
      switch port.kind {
      case .serial: "serial"
      case .virtualPump: "virtual_pump"
      }
    description = port.description
    vendor_id = port.vendorID.map { Self.hex($0) }
    product_id = port.productID.map { Self.hex($0) }
    adapter_serial = port.serialNumber
    links = port.links
    pump = port.pump.map {
      Pump(model: $0.model, serial: $0.serial, card: $0.card, control: $0.control)
    }
  }

  package var line: String {
    var text = "\(path)  \(description)"
    if let pump { text += ", card \(pump.card)" }
    if let vendor_id, let product_id { text += "  \(vendor_id):\(product_id)" }
    // An adapter or a registry entry may say anything, also a line of its own.
    return text.shown + "\n"
  }

  private static func hex(_ value: UInt16) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
