package import PumpText
package import SerialLink
package import VerbOutput

/// The ports there are, and the pumps that run.
package struct PortsResult: VerbResult {
  private let ports: [PortJSON]
  private let face: Face

  package init(_ ports: [PortInfo], face: Face) {
    self.ports = ports.map(PortJSON.init)
    self.face = face
  }

  private struct JSON: Encodable { let ports: [PortJSON] }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(ports: ports) }
  package var words: String {
    ports.isEmpty
      ? "No serial port and no running pump. Start one: \(face.words(.startPump))\n"
      : ports.map(\.line).joined()
  }
}
