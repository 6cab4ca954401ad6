/// What a WebSocket can be opened to, by its path.
package enum Door: String, CaseIterable, Encodable, Sendable {
  /// The bytes of the port a pump is at.
  case port
  /// The lines of a bench's control socket.
  case control
  /// The bytes of the programmer outside, for a pump in the page.
  case pump

  /// The path in a URL.
  package var path: String { "/\(rawValue)" }
}
