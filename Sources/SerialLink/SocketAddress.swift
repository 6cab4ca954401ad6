import Glibc

/// One TCP address, as the system wants it.
struct SocketAddress {
  private let family: Int32
  private let transport: Int32
  private let bytes: [UInt8]

  /// Copies an entry of a list that getaddrinfo(3) made.
  private init(_ info: UnsafeMutablePointer<addrinfo>) {
    family = unsafe info.pointee.ai_family
    transport = unsafe info.pointee.ai_protocol
    bytes = unsafe [UInt8](
      UnsafeRawBufferPointer(start: info.pointee.ai_addr, count: Int(info.pointee.ai_addrlen)))
  }

  /// The addresses a host and port stand for, in the order to try them. `host` is a name or an
  /// IPv4 or IPv6 number; `nil` is every address of this machine, to listen. Throws with kind
  /// `.notFound` for an unknown host. Asking for a name can take seconds.
  static func resolve(
    host: String?, port: UInt16, _ operation: String, _ path: String
  ) throws(SerialError) -> [SocketAddress] {
    guard let host, isLoopback(host) else {
      return try ask(host: host, port: port, operation, path)
    }
    return try ask(host: "127.0.0.1", port: port, operation, path)
      + ask(host: "::1", port: port, operation, path)
  }

  /// Whether a name is this machine by itself, without asking anybody (RFC 6761, 6.3): in a
  /// container without /etc/hosts there is nobody to ask.
  static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    let labels = name.hasSuffix(".") ? name.dropLast() : name[...]
    return labels == "localhost" || labels.hasSuffix(".localhost")
  }

  private static func ask(
    host: String?, port: UInt16, _ operation: String, _ path: String
  ) throws(SerialError) -> [SocketAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_NUMERICSERV | (host == nil ? AI_PASSIVE : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else {
      // Only the system's own failures have an error number; the others mean an unknown host.
      let reason = code == EAI_SYSTEM ? errno : code == EAI_MEMORY ? ENOMEM : EHOSTUNREACH
      throw SerialError(operation: operation, code: reason, path: path)
    }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = unsafe list
    while let info = unsafe next {
      unsafe addresses.append(SocketAddress(info))
      unsafe next = info.pointee.ai_next
    }
    return addresses
  }

  /// What `open` makes of the first address for which it does not throw, or else its last error.
  static func firstWorking(
    of addresses: [SocketAddress], _ open: (SocketAddress) throws(SerialError) -> Descriptor
  ) throws(SerialError) -> Descriptor {
    for address in addresses.dropLast() {
      if let descriptor = try? open(address) { return descriptor }
    }
    guard let last = addresses.last else {
      preconditionFailure("getaddrinfo succeeded with an empty list")
    }
    return try open(last)
  }

  /// A new non-blocking socket of this address's family.
  func makeSocket(_ operation: String, _ path: String) throws(SerialError) -> Descriptor {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    return try SystemCall.descriptor(operation, path, isSocket: true) {
      SystemCall.result(socket(family, type, transport))
    }
  }

  /// Starts to connect; 0, or the negative error number, usually EINPROGRESS.
  func connect(_ socket: Int32) -> Int {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe SystemCall.result(
        Glibc.connect(
          socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
          socklen_t(bytes.count)))
    }
  }

  /// Binds to it; 0, or the negative error number.
  func bind(_ socket: Int32) -> Int {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe SystemCall.result(
        Glibc.bind(
          socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
          socklen_t(bytes.count)))
    }
  }
}
