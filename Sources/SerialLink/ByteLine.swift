/// The programmer's line to a pump, whatever it is made of.
package struct ByteLine: ~Copyable, ByteStream {
  private enum Medium: ~Copyable {
    case serial(SerialPort)
    case tcp(TcpConnection)
    case unix(UnixConnection)
    case telnet(TelnetConnection)
    case command(CommandPipe)
  }

  private let medium: Medium
  /// What error messages call the line.
  package let path: String
  /// The descriptor to poll. Owned by the line.
  package let fileDescriptor: Int32

  /// Opens a serial port at `baud` bits per second, locked against other programs if `exclusive`,
  /// connects within the time given in milliseconds, or starts a command. Throws what those throw.
  package init(
    opening address: PortAddress, baud: UInt32 = 115_200, exclusive: Bool = true,
    timeoutMilliseconds: Int = 5_000
  ) throws(SerialError) {
    switch address {
    case .path(let path):
      self.init(try SerialPort(opening: path, baud: baud, exclusive: exclusive))
    case .usb(let vendor, let product, let serial):
      let path = try PortAddress.path(
        vendor: vendor, product: product, serial: serial, among: PortDiscovery.serialPorts())
      self.init(try SerialPort(opening: path, baud: baud, exclusive: exclusive))
    case .tcp(let host, let port):
      self.init(
        try TcpConnection(
          connectingTo: host, port: port, timeoutMilliseconds: timeoutMilliseconds))
    case .rfc2217(let host, let port):
      self.init(
        try TelnetConnection(
          connectingTo: host, port: port, baud: baud, timeoutMilliseconds: timeoutMilliseconds))
    case .unix(let path):
      self.init(try UnixConnection(connectingTo: path))
    case .exec(let command):
      self.init(try CommandPipe(running: command))
    }
  }

  /// Takes over an open port.
  package init(_ port: consuming SerialPort) {
    path = port.path
    fileDescriptor = port.fileDescriptor
    medium = .serial(port)
  }

  /// Takes over an open connection.
  package init(_ connection: consuming TcpConnection) {
    path = connection.path
    fileDescriptor = connection.fileDescriptor
    medium = .tcp(connection)
  }

  /// Takes over an open connection.
  package init(_ connection: consuming UnixConnection) {
    path = connection.path
    fileDescriptor = connection.fileDescriptor
    medium = .unix(connection)
  }

  /// Takes over a port of another machine.
  package init(_ connection: TelnetConnection) {
    path = connection.path
    fileDescriptor = connection.fileDescriptor
    medium = .telnet(connection)
  }

  /// Takes over a command that runs.
  package init(_ link: consuming CommandPipe) {
    path = link.path
    fileDescriptor = link.fileDescriptor
    medium = .command(link)
  }

  /// Reads what is waiting; `.closed` when the pump is gone.
  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    switch medium {
    case .serial(let port): try port.read(into: &buffer)
    case .tcp(let connection): try connection.read(into: &buffer)
    case .unix(let connection): try connection.read(into: &buffer)
    case .telnet(let connection): try connection.read(into: &buffer)
    case .command(let link): try link.read(into: &buffer)
    }
  }

  /// Writes as much as is accepted now and returns how many bytes that was.
  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    switch medium {
    case .serial(let port): try port.write(bytes)
    case .tcp(let connection): try connection.write(bytes)
    case .unix(let connection): try connection.write(bytes)
    case .telnet(let connection): try connection.write(bytes)
    case .command(let link): try link.write(bytes)
    }
  }
}
