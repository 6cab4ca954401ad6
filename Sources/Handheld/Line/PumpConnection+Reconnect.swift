import ClinicText
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// What is done when the line is lost.
extension PumpConnection {
  /// How long a cut link is given to come back when an order's outcome depends on it.
  private static let reconnectTime = Milliseconds.seconds(3)

  /// Opens the port again, if that can still tell how an order turned out.
  func reconnect(after error: SerialError) throws {
    line = nil
    loss = error
    records.interrupted()
    guard session.orderInFlight != nil else { throw error }
    let end = now.after(Self.reconnectTime)
    while now < end {
      if let again = try? opener.open(address) {
        line = again
        loss = nil
        if isSamePump() { return session.linkInterrupted() }
        line = nil
        loss = error
      }
      // Nothing to wait for but time: the port appears by itself.
      try opener.pause(Milliseconds(rawValue: 50))
    }
    throw ProgrammerError(.unknown, OutcomeWords.unknown(session.orderInFlight))
  }

  /// Whether the pump at the port is the one the order went to: a path can lead to another one
  /// now, which would truthfully say that it knows nothing of the order.
  private func isSamePump() -> Bool {
    let interrupted = session
    defer { session = interrupted }
    session = ProgrammerSession(role: role, pairing: nil, nonce: .random())
    session.begin(.opening(.identify), at: now)
    var outcome = drain()
    while outcome == nil {
      do {
        outcome = try receive()
      } catch {
        // No reason to give up an order that may be in force: whoever asks has time left to look.
        return false
      }
      session.tick(at: now)
      outcome = outcome ?? drain()
    }
    guard case .reply(.identity(let identity))? = outcome else { return false }
    return identity.serial == serial
  }
}
