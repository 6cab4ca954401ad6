import CSerialShim
import Glibc

/// The pump's side of a pseudo-terminal: bytes written here are what a programmer reads from the
/// port, and the other way round.
///
/// The far side ("slave") is raw before anybody can see it, since a new one echoes the pump's own
/// bytes back to it. It is held open here as well: otherwise, between two clients, reading fails,
/// polling returns at once for ever, and the exclusive mark of a departed client cannot be removed.
///
/// Nothing is left behind when the value goes away. It does not go away on `exit()`: return from
/// the function that owns it first.
package struct Pty: ~Copyable, ByteStream {
  private let master: Descriptor
  private let slave: Descriptor
  private let clients: Clients
  private var publication: PublishedName?

  /// The port a client can open, such as `/dev/pts/7`; it changes from run to run.
  package let slavePath: String

  /// Who tells of clients.
  private enum Clients: ~Copyable {
    case own(FileEvents)
    case shared(PtyWatch, Int32)
  }

  /// What of a client's doing is an event.
  static let clientMask = IN_OPEN | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE

  /// Makes a new, unpublished port, whose clients a watch over many looks after if there is one.
  /// Throws with kind `.full` when the machine has none left.
  package init(watch: PtyWatch? = nil) throws(SerialError) {
    let master = try SystemCall.descriptor(Operation.createPty, "/dev/ptmx") {
      Int(cserial_pty_open_master())
    }
    let number = master.number
    // Set on the master, they are the slave's settings; it stays so when clients come and go.
    try SystemCall.checked(Operation.createPty, "/dev/ptmx") { Int(cserial_tty_set_raw(number)) }
    let path = try Self.slavePath(of: number)
    let slave = try SystemCall.descriptor(Operation.createPty, path) {
      unsafe Int(cserial_tty_open(path))
    }
    // After our own opening, which is no client's.
    if let watch {
      clients = .shared(watch, try watch.add(path))
    } else {
      clients = .own(try FileEvents(watching: path, for: Self.clientMask))
    }
    self.master = master
    self.slave = slave
    slavePath = path
    self.path = path
    publication = nil
  }

  private static func slavePath(of master: Int32) throws(SerialError) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    try SystemCall.checked(Operation.createPty, "/dev/ptmx") {
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return -Int(ERANGE) }
        return unsafe Int(cserial_pty_slave_path(master, base, buffer.count))
      }
    }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The published link, or the slave's path if there is none.
  package private(set) var path: String
  /// The descriptor to poll for bytes and for room. It never hangs up.
  package var fileDescriptor: Int32 { master.number }

  /// Reads what clients have sent.
  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    try master.read(into: &buffer)
  }

  /// Queues bytes for the client, whether or not one is there, and returns how many were accepted.
  /// The queue holds some 20 000 bytes; there is no pacing by speed.
  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    try master.write(bytes)
  }
}

// MARK: - Publication

extension Pty {
  /// Makes a symbolic link to the port, atomically, in place of one left by a killed pump. An
  /// earlier link of this port is removed. Returns its absolute path.
  ///
  /// Throws with kind `.busy` if another running pump has published the same link, `.other`
  /// (EEXIST) if something that is not a link to a pseudo-terminal is there, `.notFound` if the
  /// directory is missing, or `.notPermitted`.
  @discardableResult
  package mutating func publish(link: String) throws(SerialError) -> String {
    unpublish()
    let published = try PublishedName(link, to: slavePath)
    path = published.path
    publication = consume published
    return path
  }

  /// Removes the link if it still leads here.
  package mutating func unpublish() {
    publication = nil
    path = slavePath
  }
}

// MARK: - Clients coming and going

extension Pty {
  /// Readable when clients have opened or closed the port; then call `drainClientEvents()`. `nil`
  /// for a port with a watch over many.
  package var clientEvents: Int32? {
    switch clients {
    case .own(let events): events.descriptor.number
    case .shared: nil
    }
  }

  /// Whether a watch over many has found that clients opened or closed the port.
  package var hasClientChange: Bool {
    switch clients {
    case .own: false
    case .shared(let watch, let number): watch.hasChange(number)
    }
  }

  /// What clients did since the last call.
  package borrowing func drainClientEvents() throws(SerialError) -> PtyClientChange {
    var change = PtyClientChange()
    switch clients {
    case .shared(let watch, let number): return watch.take(number)
    case .own(let events):
      try events.drain { mask in
        change.count(mask)
        if mask & UInt32(IN_Q_OVERFLOW) != 0 {
          // Events were lost: better to clean up once too often.
          change.opened += 1
          change.closed += 1
        }
      }
    }
    return change
  }

  /// Makes the port as new for the next client: nothing unread from before, not exclusive, raw,
  /// and not stopped, all of which would otherwise outlast the client that did it. Call it when a
  /// client has closed the port. Throws only if the kernel refuses its own pty.
  package borrowing func prepareForNextClient() throws(SerialError) {
    try discardUnreadOutput()
    try clearExclusive()
    let number = slave.number
    try SystemCall.checked(Operation.configure, path) { Int(cserial_tty_set_raw(number)) }
    try SystemCall.checked(Operation.configure, path) { Int(cserial_tty_resume_output(number)) }
  }

  /// Throws away what was written here and nobody has read, which would otherwise reach the next
  /// client as if it were meant for it.
  package borrowing func discardUnreadOutput() throws(SerialError) {
    let number = slave.number
    try SystemCall.checked(Operation.flush, path) { Int(cserial_tty_flush_input(number)) }
  }

  /// Takes away the exclusive mark (TIOCEXCL) that a client has left, and returns whether there
  /// was one. The kernel keeps it after the client is gone and refuses everybody else but root;
  /// clearing it works through the held slave, and not through the master.
  @discardableResult
  package borrowing func clearExclusive() throws(SerialError) -> Bool {
    let number = slave.number
    let marked = try SystemCall.checked(Operation.exclusive, path) {
      Int(cserial_exclusive_get(number))
    }
    guard marked == 1 else { return false }
    try SystemCall.checked(Operation.exclusive, path) { Int(cserial_exclusive_clear(number)) }
    return true
  }
}
