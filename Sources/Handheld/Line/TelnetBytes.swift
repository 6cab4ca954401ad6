import ClinicText
import PumpText
import SerialLink

/// Tells a telnet server by its first bytes, and a person what to do about it.
struct TelnetBytes {
  private var opening = TelnetOpening()

  /// Looks at bytes that came; throws when they are the first and are telnet's.
  mutating func check(_ bytes: Span<UInt8>, at port: String) throws {
    if opening.isTelnet(bytes) { throw Self.error(port) }
  }

  /// What is said of such a port. Nothing but a question who is there was sent to it.
  private static func error(_ port: String) -> ProgrammerError {
    ProgrammerError(
      .configuration,
      "\(port): telnet is spoken at this port (its options came first, as with RFC 2217), and a "
        + "pump's bytes must come as they are. The pump's therapy is not affected; name the "
        + "port as rfc2217://HOST:PORT, or set its server to raw, as “tcp” instead of “telnet” in "
        + "ser2net")
  }
}
