import Foundation
import SerialLink
import Synchronization

/// Stands between `ctl` and a pump's control socket, and lets one connection end where a test
/// wants.
final class ControlProxy {
  private let worker: Worker
  private let reached = Reached()
  /// Where it listens.
  let path: String

  /// Where a connection ends.
  enum Place: Sendable, CustomStringConvertible {
    /// Nobody listens any more.
    case refused
    /// The request was taken, and the pump did not get it.
    case unheard
    /// The pump did what it was asked, and only so many bytes of its answer came.
    case answer(Int)
    /// The pump did what it was asked, and all of its answer came but the end of the line.
    case unfinished

    var description: String {
      switch self {
      case .refused: "refused"
      case .unheard: "unheard"
      case .answer(let bytes): "\(bytes) bytes of the answer"
      case .unfinished: "all but the end of the line"
      }
    }
  }

  /// A socket beside that of a pump. The connection behind the first `count` ends at a place; `nil`
  /// lets all of them pass.
  ///
  /// Each has a path of its own: a program that is just being started by another test keeps what
  /// claims a path for a moment longer than the proxy that had it.
  init(to control: String, cutting count: Int, _ place: Place?) {
    let path = "\(control)-\(UUID().uuidString.prefix(8))"
    self.path = path
    worker = Worker { [reached] worker in
      let listener = try UnixListener(listeningAt: path)
      var number = 0
      var set = PollSet(capacity: 1)
      worker.ready()
      while worker.isOn {
        if number == count, case .refused? = place { return }
        set.removeAll()
        set.add(listener.fileDescriptor, .readable)
        try set.wait(timeoutMilliseconds: 20)
        guard let bench = try listener.accept() else { continue }
        let isCut = number == count
        number += 1
        let request = try Self.line(from: bench)
        if isCut, case .unheard? = place { continue }
        let pump = try UnixConnection(connectingTo: control)
        _ = try pump.write(request)
        let answer = try Self.line(from: pump)
        reached.count.withLock { $0 += 1 }
        _ = try bench.write(Self.part(answer, isCut ? place : nil))
      }
    }
  }

  deinit { worker.stop() }

  private final class Reached: Sendable { let count = Mutex(0) }

  /// How many requests the pump answered.
  var answered: Int { reached.count.withLock { $0 } }

  private static func part(_ answer: [UInt8], _ place: Place?) -> [UInt8] {
    switch place {
    case .answer(let bytes)?: Array(answer.prefix(bytes))
    case .unfinished?: Array(answer.dropLast())
    case .refused?, .unheard?, nil: answer
    }
  }

  /// All up to the end of a line, the sign ahead of an answer included.
  private static func line(from stream: borrowing UnixConnection) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(stream.fileDescriptor, .readable)
    while bytes.last != UInt8(ascii: "\n") {
      try set.wait(timeoutMilliseconds: 30_000)
      guard case .bytes(let count) = try stream.read(into: &buffer) else { break }
      bytes += buffer.prefix(count)
    }
    return bytes
  }
}
