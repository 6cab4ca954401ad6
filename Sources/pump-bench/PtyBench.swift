import PumpText
import Telemetry

/// Round trips over a pty: a simulator process and the programmer's path, against the echo of as
/// many bytes; one request in the open, and one sealed.
///
/// Both sides are measured in short blocks by turns, so that whatever else the machine does hits
/// both, and with the near side on one processor and the far side on another.
struct PtyBench: Encodable {
  let identify: RoundTrip
  /// A status, read in a session.
  let sealedStatus: RoundTrip

  enum CodingKeys: String, CodingKey {
    case identify
    case sealedStatus = "sealed_status"
  }

  static func run(simulator: String, _ interruption: borrowing Interruption) throws -> PtyBench {
    let pump = try SimulatedPump(program: simulator)
    let placement = try Placement()
    let client = try PumpClient(pump.link, pairing: try pump.pairing())
    let identify = try RoundTrip.measure(
      .identify, .identity, client, pump.number, placement, interruption)
    try client.openSession()
    let status = try RoundTrip.measure(
      .readStatus, .status, client, pump.number, placement, interruption)
    pump.stop()
    return PtyBench(identify: identify, sealedStatus: status)
  }
}
