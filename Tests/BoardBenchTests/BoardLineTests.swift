import BoardBench
import BoardClient
import Foundation
import SerialLink
import Telemetry
import TestLimits
import Testing

/// What somebody who holds a board is told when it does not go on.
@Suite(.waiting, .limited) struct BoardLineTests {
  /// A board of which only the answers are: each is sent when an order has come.
  private final class Board: Sendable {
    let address: String

    init(answers: [[UInt8]]) throws {
      let line = try TcpListener(host: "127.0.0.1", port: 0)
      let bench = try TcpListener(host: "127.0.0.1", port: 0)
      address = "tcp://127.0.0.1:\(line.port),tcp://127.0.0.1:\(bench.port)"
      let sockets = Sockets(line, bench)
      Thread { try? sockets.answer(answers) }.start()
    }
  }

  /// Both ports, for the thread that answers on them.
  private final class Sockets: @unchecked Sendable {
    private let line: TcpListener
    private let bench: TcpListener

    init(_ line: consuming TcpListener, _ bench: consuming TcpListener) {
      self.line = line
      self.bench = bench
    }

    func answer(_ answers: [[UInt8]]) throws {
      var waiting = PollSet(capacity: 1)
      func waitFor(_ descriptor: Int32) throws {
        waiting.removeAll()
        waiting.add(descriptor, .readable)
        _ = try waiting.wait(timeoutMilliseconds: 20_000)
      }
      try waitFor(line.fileDescriptor)
      let pump = try line.accept()
      try waitFor(bench.fileDescriptor)
      guard let accepted = try bench.accept() else { return }
      let port = ByteLine(accepted)
      for bytes in answers {
        try waitFor(port.fileDescriptor)
        var buffer = [UInt8](repeating: 0, count: 4096)
        var span = buffer.mutableSpan
        _ = try port.read(into: &span)
        _ = try port.write(bytes.span)
      }
      // Both stay open until the other end is gone.
      try waitFor(port.fileDescriptor)
      withExtendedLifetime(pump == nil) {}
    }
  }

  private static func frame(_ kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BoardFrameWriter(kind, length: payload.count) { bytes.append($0) }
    writer.send(payload.span) { bytes.append($0) }
    return bytes
  }

  private static var greeting: [UInt8] {
    var greeting = BoardGreeting()
    greeting.schema = Schema.hash
    var bytes = [UInt8](repeating: 0, count: BoardGreeting.bytes)
    unsafe bytes.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var fields = unsafe FieldCoder(ByteWriter(base, capacity: raw.count))
      greeting.code(&fields)
    }
    return frame(BoardOrder.greet.answer, [0] + bytes)
  }

  private static let started = frame(BoardOrder.started, [BoardVerdict.notHeld.rawValue])

  @Test func aBoardThatStartsAnewWithinAnOrderIsSaidSoAtOnce() throws {
    let board = try Board(answers: [Self.greeting, Self.started])
    let line = try BoardLine(board.address)
    do {
      _ = try line.ask(.run, [])
      Issue.record("a board that started anew has answered")
    } catch {
      #expect(error.description.contains("was started anew within an order (run)"))
    }
  }

  @Test func aBoardMayHaveStartedBeforeItIsGreeted() throws {
    let board = try Board(answers: [Self.started + Self.greeting])
    let line = try BoardLine(board.address)
    #expect(line.greeting.schema == Schema.hash)
  }

  @Test func whatABoardCannotDoIsSaidInWords() throws {
    let refusal = Self.frame(BoardOrder.run.answer, [BoardVerdict.notHeld.rawValue])
    let board = try Board(answers: [Self.greeting, refusal])
    let line = try BoardLine(board.address)
    #expect { try line.ask(.run, []) } throws: { "\($0)".contains("has to be held first (run)") }
  }
}
