import Glibc

/// A serial port that outlives its hardware: an adapter that is pulled out and plugged in again, or
/// a pseudo-terminal that is made anew under its link.
///
/// What it was opened by is looked for again at intervals, and at once when the system tells of a
/// new port. A pseudo-terminal is taken again only under a link that was made anew: its number, and
/// a link that was left behind, lead to the next terminal that anybody opens.
package final class ReturningPort {
  /// What the port was opened by.
  package let path: String
  private let baud: UInt32
  private var port: SerialPort?
  private var name: PortName?
  private var wasPseudoTerminal = false
  private var monitor: PortMonitor?
  private var nextLook: UInt64 = 0
  private var complaint: Int32?

  /// How long it is until the next look for a port that is gone, in ms.
  package static let interval: UInt64 = 500

  /// What became of the port.
  package enum Change: Equatable, Sendable {
    /// It is gone, for a reason.
    case lost(SerialError)
    /// It is back, and open.
    case returned
    /// Something of its name is there and cannot be opened, or speaks telnet on a raw line. Told
    /// once for each reason.
    case unusable(SerialError)
  }

  /// What came in.
  package enum Input: Equatable, Sendable {
    /// So many bytes, at the start of the buffer.
    case bytes(Int)
    /// The port went or came.
    case changed(Change)
    /// Nothing more for now.
    case nothing
  }

  /// Opens a port that is there, locked against other programs. Throws what `SerialPort` does.
  package init(opening path: String, baud: UInt32 = 115_200) throws(SerialError) {
    self.path = path
    self.baud = baud
    try open()
  }

  /// Adds what is to be waited for; of a port that is there only what `interest` says.
  package func addInterests(to set: inout PollSet, _ interest: Readiness = .readable) {
    switch port {
    // One that waits for nothing would be told all the same that the port is gone, over and over.
    case .some(let port): if !interest.isEmpty { set.add(port.fileDescriptor, interest) }
    case .none:
      switch monitor {
      case .some(let monitor): set.add(monitor.fileDescriptor, .readable)
      case .none: break
      }
    }
  }

  /// When to look again for a port that is gone, in ms of the monotonic clock; `nil` while it is
  /// there.
  package var deadline: UInt64? {
    switch port {
    case .some: nil
    case .none: nextLook
    }
  }

  /// Takes what came in, or looks again for a port that is gone.
  package func read(into buffer: inout [UInt8], at milliseconds: UInt64) -> Input {
    let result: ReadResult?
    do throws(SerialError) {
      result = try readPort(into: &buffer)
    } catch {
      return lose(error, at: milliseconds)
    }
    switch result {
    case .bytes(let count): return .bytes(count)
    case .wouldBlock: return .nothing
    case .closed: return lose(.endOfStream(path), at: milliseconds)
    case .none: return lookAgain(at: milliseconds)
    }
  }

  /// `nil` while the port is gone.
  private func readPort(into buffer: inout [UInt8]) throws(SerialError) -> ReadResult? {
    switch port {
    case .some(let port): try port.read(into: &buffer)
    case .none: nil
    }
  }

  /// Writes as much as the port accepts now and returns how many bytes that was: none while it is
  /// gone. The rest is not kept.
  @discardableResult
  package func write(_ bytes: Span<UInt8>) -> Int {
    switch port {
    // Whoever reads will be told what happened to it.
    case .some(let port): (try? port.write(bytes)) ?? 0
    case .none: 0
    }
  }

  private func open() throws(SerialError) {
    // Before the opening: what is put there meanwhile counts as new.
    let found = PortName(path)
    let port = try SerialPort(opening: path, baud: baud)
    wasPseudoTerminal = port.isPseudoTerminal
    name = found
    self.port = consume port
  }

  private func lose(_ error: SerialError, at milliseconds: UInt64) -> Input {
    port = nil
    complaint = nil
    nextLook = milliseconds + Self.interval
    // Before the first look, so that no event is missed; where it cannot be had, looking must do.
    monitor = try? PortMonitor()
    return .changed(.lost(error))
  }

  private func lookAgain(at milliseconds: UInt64) -> Input {
    guard hasNews() || milliseconds >= nextLook else { return .nothing }
    nextLook = milliseconds + Self.interval
    guard isNew else { return .nothing }
    do throws(SerialError) {
      try open()
    } catch {
      guard error.kind != .notFound, error.kind != .unplugged, complaint != error.code else {
        return .nothing
      }
      complaint = error.code
      return .changed(.unusable(error))
    }
    monitor = nil
    return .changed(.returned)
  }

  /// Whether the system told of a port since the last look.
  private func hasNews() -> Bool {
    var hasNews = false
    switch monitor {
    case .some(let monitor): while monitor.next() != nil { hasNews = true }
    case .none: break
    }
    return hasNews
  }

  /// Whether the name can lead to what it led to before, and not to a stranger's terminal.
  private var isNew: Bool {
    guard wasPseudoTerminal else { return true }
    guard let found = PortName(path) else { return false }
    return found != name && !found.isPseudoTerminal
  }
}

/// An entry of a directory, itself and not where it leads: which one it is, and when it was made.
private struct PortName: Equatable {
  private let device: dev_t
  private let inode: ino_t
  private let seconds: Int
  private let nanoseconds: Int
  /// Whether it is itself a pseudo-terminal, such as `/dev/pts/7`, and no link to one.
  let isPseudoTerminal: Bool

  /// `nil` if there is none.
  init?(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
    seconds = status.st_ctim.tv_sec
    nanoseconds = status.st_ctim.tv_nsec
    isPseudoTerminal = StalePortName.isPseudoTerminal(status)
  }
}
