import Glibc

/// Where a pump is: a path, or a host and port, as in `--port`.
package enum PortAddress: Equatable, Sendable, CustomStringConvertible {
  /// A serial port, pseudo-terminal, or link to one.
  case path(String)
  /// A TCP server.
  case tcp(host: String, port: UInt16)

  /// Reads a path, `tcp://HOST:PORT` or `socket://HOST:PORT` (pyserial's spelling). HOST is a name,
  /// an IPv4 number, or an IPv6 number in brackets. Throws for anything else with `://`, and for
  /// nothing at all, as kind `.other` (EINVAL).
  package init(_ text: String) throws(SerialError) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1, !text.isEmpty {
      self = .path(text)
      return
    }
    guard parts.count == 2, ["tcp", "socket"].contains(parts[0]),
      let (host, port) = Self.hostAndPort(parts[1]), !host.isEmpty, port != 0
    else {
      throw SerialError(operation: Operation.parse, code: EINVAL, path: text)
    }
    self = .tcp(host: host, port: port)
  }

  /// Reads `HOST:PORT`, as in `--listen`; HOST may be empty, PORT 0. `nil` if it is something else.
  package static func hostAndPort(_ text: some StringProtocol) -> (host: String, port: UInt16)? {
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    let host = text[..<colon]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]") else { return nil }
      return (String(host.dropFirst().dropLast()), port)
    }
    // An IPv6 number without brackets: where it ends is anybody's guess.
    guard !host.contains(":"), !host.contains("/") else { return nil }
    return (String(host), port)
  }

  /// The text that `init` reads.
  package var description: String {
    switch self {
    case .path(let path): path
    case .tcp(let host, let port):
      host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
    }
  }
}
