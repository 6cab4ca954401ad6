import Console
import SerialLink

/// Where the gateway listens: on this machine, for this machine.
package struct LoopbackPlace: Equatable, Sendable {
  /// The number that is listened on: `127.0.0.1` or `::1`.
  package let host: String
  /// The port; 0 for one that the system chooses.
  package let port: UInt16

  /// Reads `HOST:PORT`. Throws a sentence for anything but a loopback address.
  package init(_ text: String) throws(GatewayProblem) {
    guard let (host, port) = PortAddress.hostAndPort(text) else {
      throw GatewayProblem(
        .usage, "“\(text.shown)” is no HOST:PORT; an example is 127.0.0.1:0, for any free port")
    }
    switch host.lowercased() {
    case "127.0.0.1", "localhost": self.host = "127.0.0.1"
    case "::1": self.host = "::1"
    default:
      throw GatewayProblem(
        .usage,
        """
        “\(text.shown)” can be reached from other machines, and whoever reaches the gateway \
        reaches the pump; it listens on 127.0.0.1, localhost or [::1] only
        """)
    }
    self.port = port
  }

  /// The place with the port that the system chose.
  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// As it stands in a URL.
  package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// All that a request's Host may be.
  package var authorities: [String] {
    ["127.0.0.1", "localhost", "[::1]"].flatMap { name in
      port == 80 ? [name, "\(name):80"] : ["\(name):\(port)"]
    }
  }
}
