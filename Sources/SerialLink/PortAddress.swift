import Console

/// Where a pump is, as in `--port`: what both programs and everything else that takes a port read.
package enum PortAddress: Equatable, Sendable, CustomStringConvertible {
  /// A serial port, pseudo-terminal, or link to one.
  case path(String)
  /// A TCP server.
  case tcp(host: String, port: UInt16)
  /// A serial port of another machine, by RFC 2217.
  case rfc2217(host: String, port: UInt16)
  /// A socket file.
  case unix(path: String)
  /// A command of a shell whose standard input and output are the line.
  case exec(command: String)
  /// The serial port of an adapter, by its numbers and, where there are several, its serial number.
  case usb(vendor: UInt16, product: UInt16, serial: String?)

  /// What is told apart by the word before a colon.
  enum Scheme: String, CaseIterable {
    case tcp
    /// pyserial's name for `tcp`.
    case socket
    case rfc2217
    case unix
    case exec
    case usb

    /// What stands behind the word.
    var form: String {
      switch self {
      case .tcp, .socket, .rfc2217: "\(rawValue)://HOST:PORT"
      case .unix: "unix://PATH"
      case .exec: "exec:COMMAND"
      case .usb: "usb:VID:PID[:SERIAL]"
      }
    }

    /// One of them.
    var example: String {
      switch self {
      case .tcp, .socket, .rfc2217: "\(rawValue)://127.0.0.1:5900"
      case .unix: "unix:///tmp/pump.socket"
      case .exec: "“exec:ssh bench pump”"
      case .usb: "usb:0403:6001 or usb:0403:6001:A5069RR4"
      }
    }
  }

  /// All that can be given, in a sentence.
  package static let forms =
    "a path, tcp://HOST:PORT, rfc2217://HOST:PORT, unix://PATH, exec:COMMAND or "
    + "usb:VID:PID[:SERIAL]"

  /// Reads a path, or an address of one of the ``forms``; `socket://` is pyserial's spelling of
  /// `tcp://`. HOST is a name, an IPv4 number, or an IPv6 number in brackets; VID and PID are
  /// hexadecimal. A word before `://` that is none of these, and nothing at all, are refused as
  /// kind `.other` (EINVAL), whose reason says what is wrong.
  package init(_ text: String) throws(SerialError) {
    guard let address = Self.read(text) else {
      throw SerialError(operation: Operation.parse, code: SerialError.unreadable, path: text)
    }
    self = address
  }

  private static func read(_ text: String) -> PortAddress? {
    guard let (scheme, rest) = split(text) else {
      return text.isEmpty || text.contains("://") ? nil : .path(text)
    }
    switch scheme {
    case .tcp, .socket, .rfc2217:
      guard rest.hasPrefix("//"), let (host, port) = hostAndPort(rest.dropFirst(2)), !host.isEmpty,
        port != 0
      else { return nil }
      return scheme == .rfc2217 ? .rfc2217(host: host, port: port) : .tcp(host: host, port: port)
    case .unix:
      guard rest.hasPrefix("//"), rest.count > 2 else { return nil }
      return .unix(path: String(rest.dropFirst(2)))
    case .exec:
      return rest.allSatisfy(\.isWhitespace) ? nil : .exec(command: String(rest))
    case .usb: return usb(rest)
    }
  }

  /// The scheme before the first colon, and what is behind it; `nil` for a path.
  private static func split(_ text: String) -> (scheme: Scheme, rest: Substring)? {
    guard let colon = text.firstIndex(of: ":"),
      let scheme = Scheme(rawValue: String(text[..<colon]))
    else { return nil }
    return (scheme, text[text.index(after: colon)...])
  }

  private static func usb(_ text: Substring) -> PortAddress? {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let vendor = number(parts[0]), let product = number(parts[1]) else {
      return nil
    }
    guard parts.count == 3 else { return .usb(vendor: vendor, product: product, serial: nil) }
    return parts[2].isEmpty
      ? nil : .usb(vendor: vendor, product: product, serial: String(parts[2]))
  }

  /// One to four hexadecimal digits, and no sign.
  private static func number(_ text: Substring) -> UInt16? {
    guard text.count <= 4, text.allSatisfy(\.isHexDigit) else { return nil }
    return UInt16(text, radix: 16)
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

  /// What a pump listens at or calls; its host may be empty, its port 0.
  package struct Server: Equatable, Sendable {
    package let host: String
    package let port: UInt16
    /// Whether RFC 2217 is spoken there.
    package let isTelnet: Bool

    /// A server from its parts.
    package init(host: String, port: UInt16, isTelnet: Bool) {
      self.host = host
      self.port = port
      self.isTelnet = isTelnet
    }

    /// Its address.
    package var address: PortAddress {
      isTelnet ? .rfc2217(host: host, port: port) : .tcp(host: host, port: port)
    }
  }

  /// Reads `HOST:PORT`, with or without `tcp://` or with `rfc2217://` before it.
  package static func server(_ text: String) -> Server? {
    guard let (scheme, rest) = split(text), rest.hasPrefix("//") else {
      return hostAndPort(text).map { Server(host: $0.host, port: $0.port, isTelnet: false) }
    }
    switch scheme {
    case .tcp, .socket, .rfc2217:
      return hostAndPort(rest.dropFirst(2)).map {
        Server(host: $0.host, port: $0.port, isTelnet: scheme == .rfc2217)
      }
    case .unix, .exec, .usb: return nil
    }
  }

  /// What is wrong with a text that `init` refuses, and what can be given instead.
  static func complaint(_ text: String) -> String {
    if let (scheme, _) = split(text) {
      return "this begins as \(scheme.form) and is none; an example is \(scheme.example)"
    }
    if text.isEmpty { return "nothing was named; give \(forms)" }
    let scheme = text.prefix { $0 != ":" }
    return "there are no ports of the kind “\(String(scheme).shown)”; give \(forms)"
  }

  /// The text that `init` reads.
  package var description: String {
    switch self {
    case .path(let path): path
    case .tcp(let host, let port): "tcp://" + Self.text(host, port)
    case .rfc2217(let host, let port): "rfc2217://" + Self.text(host, port)
    case .unix(let path): "unix://\(path)"
    case .exec(let command): "exec:\(command)"
    case .usb(let vendor, let product, let serial):
      "usb:\(Self.hex(vendor)):\(Self.hex(product))" + (serial.map { ":\($0)" } ?? "")
    }
  }

  private static func text(_ host: String, _ port: UInt16) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
