import ClinicText
import PumpText
import SerialLink

/// Tells a telnet server by its first bytes: it asks for its options before anything else, and a
/// pump's first byte stands between frames.
struct TelnetBytes {
  /// Whether nothing came over the line yet.
  private var isFresh = true

  /// Looks at bytes that came; throws when they are the first and are telnet's.
  mutating func check(_ bytes: Span<UInt8>, at port: String) throws {
    if isFresh, Self.begin(bytes) { throw Self.error(port) }
    isFresh = false
  }

  /// Whether bytes begin with the request or the offer of an option: IAC, then WILL, WON'T, DO or
  /// DON'T.
  private static func begin(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[0] == 0xFF && (0xFB...0xFE).contains(bytes[1])
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
