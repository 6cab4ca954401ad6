import Glibc

/// Tells telnet by its first bytes: whoever speaks it asks for its options before anything else,
/// and the first byte of a pump or a programmer stands between frames.
package struct TelnetOpening: Sendable {
  /// Whether nothing came over the line yet.
  private var isFresh = true

  /// A line over which nothing came yet.
  package init() {}

  /// Whether bytes that came are the first and are telnet's: the request or the offer of an option,
  /// IAC and then WILL, WON'T, DO or DON'T.
  package mutating func isTelnet(_ bytes: Span<UInt8>) -> Bool {
    defer { isFresh = false }
    return isFresh && bytes.count >= 2 && bytes[0] == 0xFF && (0xFB...0xFE).contains(bytes[1])
  }

  /// What it is, for the end of a line that is raw.
  package static func error(_ path: String) -> SerialError {
    SerialError(operation: Operation.speakPlainly, code: EPROTO, path: path)
  }
}
