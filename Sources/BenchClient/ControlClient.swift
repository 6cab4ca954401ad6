package import BenchControl
import FoundationEssentials
package import PumpText
import SerialLink
import VerbOutput

/// Asks a running pump something over its control socket.
package final class ControlClient {
  /// Who answers in place of every socket, for whoever has the pump in his own process.
  @TaskLocal package static var peer: Peer?

  /// Answers a request; `nil` when nobody does any more. It is a type with a name as
  /// ``SerialLink/StandardStreams/Sink`` is.
  package struct Peer: Sendable {
    let answer: @Sendable (ControlRequest) -> ControlReply?

    /// Somebody who answers so.
    package init(_ answer: @escaping @Sendable (ControlRequest) -> ControlReply?) {
      self.answer = answer
    }
  }

  let socket: String
  private let patience: Patience
  private let pump: String?
  /// Whether something was done to the pump already.
  private var hasChanged = false

  /// How long a pump may take, in ms.
  package struct Patience {
    /// To take the request, of which it gives a sign at once; it serves one bench after the other.
    package var sign: UInt64 = 30_000
    /// To answer: a jump of a hundred years, every tone sounded and not optimised, is well within.
    package var answer: UInt64 = 600_000

    /// That of a bench that has time.
    package init() {}
  }

  /// A client of the socket at a path, for one of several pumps behind it if that is named. Every
  /// request is a connection of its own.
  package init(_ socket: String, pump: String? = nil, patience: Patience = Patience()) {
    self.socket = socket
    self.pump = pump
    self.patience = patience
  }

  /// An error as it is to be reported: what was done before it stays done, so it must not end in a
  /// code that says that nothing was.
  package func judged(_ cause: ProgramExitStatus, _ words: String) -> ControlError {
    hasChanged && cause.fate == .notCarriedOut
      ? ControlError(.untold, "it was done; do not do it again. But \(words)")
      : ControlError(cause, words)
  }

  /// Asks for something and gives back what comes. Throws with a cause that is true of all that was
  /// asked for so far.
  package func ask(_ request: BenchRequest) throws -> BenchAnswer {
    do {
      return try askOnce(request)
    } catch let error as ControlError {
      throw judged(error.cause, error.description)
    } catch let error as SerialError where hasChanged {
      throw judged(.io, error.description)
    }
  }

  private func askOnce(_ request: BenchRequest) throws -> BenchAnswer {
    let method = request.method
    let isChange = !method.isReading
    switch try exchange(request, isChange)?.result {
    case .done(let answer)?:
      hasChanged = hasChanged || isChange
      return answer
    case .failed(let failure)?:
      if failure.is(.notSaved) { throw ControlError(.untold, failure.message) }
      throw ControlError(.refused, "the pump refused \(method.rawValue): \(failure.message)")
    case nil:
      throw ControlError(
        isChange ? .unknown : .protocolViolation,
        "\(socket): the answer is none; is this a pump's control socket?" + Self.doubt(isChange))
    }
  }

  /// The answer; `nil` when what comes is none.
  private func exchange(_ request: BenchRequest, _ isChange: Bool) throws -> ControlReply? {
    if let peer = Self.peer {
      guard let reply = peer.answer(ControlRequest(id: .number(1), request)) else {
        throw unanswered("\(socket): the pump ended before it answered", isChange)
      }
      return reply
    }
    let connection = try connect()
    try send(request, connection)
    let line = String(decoding: try readLine(connection, isChange), as: UTF8.self)
    return BenchTree(json: line).flatMap { ControlReply($0, to: request.method) }
  }

  /// Sends a request, which is small enough to be taken at once.
  func send(_ request: BenchRequest, _ connection: borrowing UnixConnection) throws {
    let line = Array(
      try JSONText.line(ControlRequest(id: .number(1), request, pump: pump).tree).utf8)
    guard try connection.write(line) == line.count else {
      throw ControlError(.io, "\(socket): the pump did not take the request")
    }
  }

  func connect() throws -> UnixConnection {
    do throws(SerialError) {
      return try UnixConnection(connectingTo: socket)
    } catch {
      guard error.kind == .notFound else { throw error }
      throw ControlError(
        .unavailable,
        "\(socket): no pump answers here; is it running, and is this its control socket?")
    }
  }

  /// What comes up to the end of a line at least, as long as the pump may take for it.
  func readLine(
    _ connection: borrowing UnixConnection, _ isChange: Bool
  ) throws -> [UInt8] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, .readable)
    let start = MonotonicClock.milliseconds()
    while text.last != UInt8(ascii: "\n") {
      let end = start + (text.isEmpty ? patience.sign : patience.answer)
      let now = MonotonicClock.milliseconds()
      if now >= end { throw silence(isTaken: !text.isEmpty, isChange) }
      let result: ReadResult
      do throws(SerialError) {
        try set.wait(timeoutMilliseconds: Int(end - now))
        result = try connection.read(into: &buffer)
      } catch {
        throw unanswered(error.description, isChange)
      }
      switch result {
      case .bytes(let count): text += buffer.prefix(count)
      case .wouldBlock: break
      case .closed:
        throw unanswered("\(socket): the pump ended before it answered", isChange)
      }
    }
    return text
  }

  /// The request is out, and its answer is lost.
  private func unanswered(_ words: String, _ isChange: Bool) -> ControlError {
    ControlError(isChange ? .unknown : .io, words + Self.doubt(isChange))
  }

  /// What it means that nothing comes. A request that lies in the socket may still be done.
  private func silence(isTaken: Bool, _ isChange: Bool) -> ControlError {
    let seconds = (isTaken ? patience.answer : patience.sign) / 1000
    return ControlError(
      isChange ? .unknown : .unavailable,
      isTaken
        ? "\(socket): the pump took the request and did not answer within \(seconds) s"
          + Self.doubt(isChange)
        : "\(socket): nothing came within \(seconds) s. This is no pump's control socket, or "
          + "the pump is held, or still works for another bench" + Self.doubt(isChange))
  }

  private static func doubt(_ isChange: Bool) -> String {
    isChange ? ". Nobody knows whether it was done; look at the truth before it is repeated" : ""
  }
}
