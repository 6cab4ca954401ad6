import Glibc
import SerialLink

/// This process.
enum SystemProcess {
  static var number: Int32 { getpid() }
}

/// Somebody who is called, by TCP or at a socket file.
final class Listener {
  private enum Medium: ~Copyable {
    case tcp(TcpListener)
    case unix(UnixListener)
  }

  private let medium: Medium
  let address: String

  init(_ kind: String, _ folder: String) throws {
    if kind == "tcp" {
      let listener = try TcpListener(host: "127.0.0.1", port: 0)
      address = "tcp://127.0.0.1:\(listener.port)"
      medium = .tcp(listener)
    } else {
      address = "unix://\(folder)/far"
      medium = .unix(try UnixListener(listeningAt: "\(folder)/far"))
    }
  }

  /// The next who calls.
  func accept(after first: () throws -> Void = {}) throws -> Accepted {
    try first()
    var set = PollSet(capacity: 1)
    for _ in 0..<100 {
      set.removeAll()
      switch medium {
      case .tcp(let listener):
        if let next = try listener.accept() { return Accepted(ByteLine(next)) }
        set.add(listener.fileDescriptor, .readable)
      case .unix(let listener):
        if let next = try listener.accept() { return Accepted(ByteLine(next)) }
        set.add(listener.fileDescriptor, .readable)
      }
      try set.wait(timeoutMilliseconds: 10_000)
    }
    throw NothingCame(what: "a call")
  }

  /// One who called.
  final class Accepted {
    private var line: ByteLine?

    init(_ line: consuming ByteLine) { self.line = consume line }

    func close() { line = nil }

    func send(_ bytes: [UInt8]) throws {
      switch line {
      case .some(let line): _ = try line.write(bytes)
      case .none: break
      }
    }

    func take(_ count: Int) throws -> [UInt8] {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      var set = PollSet(capacity: 1)
      while bytes.count < count {
        switch line {
        case .some(let line):
          set.removeAll()
          set.add(line.fileDescriptor, .readable)
          guard try set.wait(timeoutMilliseconds: 60_000) > 0 else {
            throw NothingCame(what: "bytes")
          }
          switch try line.read(into: &buffer) {
          case .bytes(let count): bytes += buffer.prefix(count)
          case .wouldBlock: break
          case .closed: throw NothingCame(what: "bytes")
          }
        case .none: throw NothingCame(what: "bytes")
        }
      }
      return bytes
    }
  }
}
