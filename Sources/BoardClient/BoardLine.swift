package import BoardBench
import SerialLink
import Telemetry

/// A board of which somebody has both ports: the pump's line, and the bench's. Spec: board.md.
package final class BoardLine {
  /// Why a board cannot be used, or does not go on, for a person.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  private let line: BoardPort
  private let bench: BoardPort
  /// The ports as they were named.
  package let name: String
  /// What the board says of itself.
  package private(set) var greeting = BoardGreeting()

  /// Opens both ports of a board and asks what it is.
  /// - Parameter ports: Both addresses with a comma between them, the pump's line first.
  package init(_ ports: String) throws(Problem) {
    let parts = try Self.addresses(ports)
    name = ports
    do throws(SerialError) {
      line = try BoardPort(parts[0])
      bench = try BoardPort(parts[1])
    } catch {
      throw Problem(description: "the board on \(ports): \(error.description)")
    }
    try greet()
  }

  /// The two addresses of a board. Throws when they are not two.
  package static func addresses(_ ports: String) throws(Problem) -> [String] {
    let parts = ports.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw Problem(
        description: "a board has two ports, its pump's and its bench's, with a comma between them:"
          + " tcp://127.0.0.1:7788,tcp://127.0.0.1:7789")
    }
    return parts
  }

  /// Asks again what the board says of itself.
  package func greet() throws(Problem) {
    let answer = try ask(.greet, [])
    guard answer.count == BoardGreeting.bytes else {
      throw Problem(description: "what is on the bench's port of \(name) is no board of this kind")
    }
    Self.read(answer) { greeting.code(&$0) }
    guard greeting.version == BoardGreeting.version else {
      throw Problem(
        description: "the board on \(name) knows version \(greeting.version) of the bench's "
          + "messages, and this program version \(BoardGreeting.version)")
    }
    guard greeting.schema == Schema.hash else {
      throw Problem(
        description: "the firmware of the board on \(name) was built with another protocol; build "
          + "its image anew (make board)")
    }
  }

  // MARK: Orders

  /// Sends an order and gives its answer, without the verdict.
  package func ask(
    _ order: BoardOrder, _ payload: [UInt8], line bytes: [UInt8] = []
  ) throws(Problem) -> [UInt8] {
    do throws(SerialError) {
      var frame: [UInt8] = []
      var writer = BoardFrameWriter(order.rawValue, length: payload.count) { frame.append($0) }
      writer.send(payload.span) { frame.append($0) }
      try bench.write(frame)
      if !bytes.isEmpty { try line.write(bytes) }
    } catch {
      throw Problem(description: "the board on \(name) takes no order: \(error.description)")
    }
    return try answer(to: order)
  }

  /// Sends an order that moves the pump, and gives where it stands then.
  func move(
    _ order: BoardOrder, line bytes: [UInt8] = [], _ payload: (inout FieldCoder) -> Void
  ) throws(Problem) -> BoardState {
    let answer = try ask(order, Self.written(payload), line: bytes)
    guard answer.count == BoardState.bytes else {
      throw Problem(description: "the board on \(name) does not say where its pump stands")
    }
    var state = BoardState()
    Self.read(answer) { state.code(&$0) }
    return state
  }

  /// Takes what the pump sent on its line.
  func take(_ count: UInt32) throws(Problem) -> [UInt8] {
    do throws(SerialError) {
      return try line.read(Int(count))
    } catch {
      throw Problem(
        description: "the board on \(name) said it sent \(count) bytes that did not come: "
          + error.description)
    }
  }

  /// Forgets what came on the pump's line before.
  func drain() throws(Problem) {
    do throws(SerialError) {
      try line.drain()
    } catch {
      throw Problem(description: "the board on \(name): \(error.description)")
    }
  }

  private func answer(to order: BoardOrder) throws(Problem) -> [UInt8] {
    var reader = BoardFrameReader()
    while true {
      guard reader.take(try byte()) else { continue }
      // Before the first order it may have started just now.
      if reader.kind == BoardOrder.started, order != .greet {
        throw Problem(
          description: "the board on \(name) was started anew within an order (\(order)), by its "
            + "watchdog or its power: what the pump did there is lost")
      }
      guard reader.kind == order.answer else { continue }
      let payload = reader.withPayload { bytes in bytes.indices.map { bytes[$0] } }
      guard let verdict = payload.first.flatMap({ BoardVerdict(rawValue: $0) }) else { continue }
      guard verdict == .done else {
        throw Problem(description: "the board on \(name): \(verdict.meaning) (\(order))")
      }
      return Array(payload.dropFirst())
    }
  }

  private func byte() throws(Problem) -> UInt8 {
    do throws(SerialError) {
      return try bench.read(1)[0]
    } catch {
      throw Problem(description: "the board on \(name) does not answer: \(error.description)")
    }
  }

  /// Fields as they are sent.
  static func written(_ body: (inout FieldCoder) -> Void) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BoardFrameReader.mostPayload)
    let count = unsafe bytes.withUnsafeMutableBytes { raw -> Int in
      guard let base = raw.baseAddress else { return 0 }
      var fields = unsafe FieldCoder(ByteWriter(base, capacity: raw.count))
      body(&fields)
      return fields.written
    }
    return Array(bytes.prefix(count))
  }

  private static func read(_ bytes: [UInt8], _ body: (inout FieldCoder) -> Void) {
    unsafe bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      var fields = unsafe FieldCoder(ByteReader(base, count: raw.count))
      body(&fields)
    }
  }
}
