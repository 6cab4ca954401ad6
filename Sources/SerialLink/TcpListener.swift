import CSerialShim
import Glibc

/// Listens on a TCP port.
package struct TcpListener: ~Copyable {
  private let descriptor: Descriptor

  /// The port listened on, chosen by the system if 0 was asked for.
  package let port: UInt16

  /// Listens on a host's address, a name or a number; an empty host is every address of this
  /// machine, so that anybody on the network can connect. Throws with kind `.busy` if the port is
  /// in use, `.notFound` if the host is not this machine, or `.notPermitted`.
  package init(host: String, port: UInt16) throws(SerialError) {
    let path = PortAddress.tcp(host: host, port: port).description
    let addresses = try SocketAddress.resolve(
      host: host.isEmpty ? nil : host, port: port, Operation.listen, path)
    let descriptor = try SocketAddress.firstWorking(of: addresses) { address throws(SerialError) in
      try Self.listen(address, path)
    }
    let number = descriptor.number
    self.port = UInt16(
      clamping: try SystemCall.checked(Operation.listen, path) {
        Int(cserial_socket_port(number))
      })
    self.descriptor = descriptor
  }

  private static func listen(
    _ address: SocketAddress, _ path: String
  ) throws(SerialError) -> Descriptor {
    let socket = try address.makeSocket(Operation.listen, path)
    let number = socket.number
    // Without it, a restart within a minute of the last connection would find the port in use.
    var on: Int32 = 1
    try SystemCall.checked(Operation.listen, path) {
      unsafe SystemCall.result(
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size)))
    }
    try SystemCall.checked(Operation.listen, path) { address.bind(number) }
    try SystemCall.checked(Operation.listen, path) {
      SystemCall.result(Glibc.listen(number, 16))
    }
    return socket
  }

  // A program that is being started has every descriptor until it runs. Listening ends here all the
  // same, so that the port can be taken again at once.
  deinit { _ = shutdown(descriptor.number, Int32(SHUT_RDWR)) }

  /// The address as asked for, such as `tcp://127.0.0.1:0`.
  package var path: String { descriptor.path }
  /// Readable when a connection is waiting.
  package var fileDescriptor: Int32 { descriptor.number }

  /// The next waiting connection, or `nil` if none is. Throws when out of descriptors.
  package borrowing func accept() throws(SerialError) -> TcpConnection? {
    guard let accepted = try descriptor.accept(named: path) else { return nil }
    return try TcpConnection(accepted)
  }
}
