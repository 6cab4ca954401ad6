import ArgumentParser
import Clinic
import Console
import Handheld
import SerialLink
import VerbOutput

/// `programmer ports`.
struct PortsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ports", abstract: "List serial ports and running virtual pumps.",
    discussion: """
      With --watch it goes on and reports ports and pumps as they come and go, until Ctrl-C or \
      until nobody reads it any more; with --json too, each as one object on a line.

      Example: programmer ports --watch
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Go on and report changes.")
  var watch = false

  struct Result: VerbResult {
    let ports: [PortJSON]

    struct Report: Encodable { let ports: [PortJSON] }

    var outcome: VerbAnswer.Outcome { .read }
    var json: any Encodable { Report(ports: ports) }

    var words: String {
      ports.isEmpty
        ? "No serial port and no running pump. Start one: PumpFirmwareSim run --help\n"
        : ports.map(\.line).joined()
    }
  }

  func run() throws {
    try Verb.run(json: json) {
      if !watch { return Result(ports: try PortDiscovery.list().map(PortJSON.init)) }
      let signals = try SignalPipe()
      // The monitor comes first, so that nothing appears between the list and the first change.
      let monitor = try PortMonitor()
      let ports = try PortDiscovery.list()
      let now = Result(ports: ports.map(PortJSON.init))
      guard try json ? Verb.show(json: now.answer) : Verb.show(now.words) else { return nil }
      var changes = PortWatch(json: json, known: ports.compactMap(\.pump))
      try changes.run(monitor, signals)
      return nil
    }
  }
}

/// One port in JSON.
struct PortJSON: Encodable {
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

  init(_ port: PortInfo) {
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

  var line: String {
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
