package import SerialLink
package import VerbOutput

/// The ports there are, and the pumps that run.
package struct PortsResult: VerbResult {
  private let ports: [PortJSON]

  package init(_ ports: [PortInfo]) { self.ports = ports.map(PortJSON.init) }

  private struct JSON: Encodable { let ports: [PortJSON] }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(ports: ports) }
  package var words: String {
    ports.isEmpty
      ? "No serial port and no running pump. Start one: PumpFirmwareSim run --help\n"
      : ports.map(\.line).joined()
  }
}
