import Foundation
import SerialLink
import Testing

/// A client's end of a WebSocket, made by hand: it knows nothing of the server's library.
final class WebSocketEnd {
  let socket: RawSocket
  /// What the server said to the request.
  let answer: HTTPAnswer

  enum Message: Equatable {
    case bytes([UInt8])
    case text(String)
    case pong([UInt8])
    /// With a code, where there was one.
    case closed(Int?)
    /// Without a word.
    case ended
  }

  /// What the gateway tells.
  struct Event: Decodable, Equatable {
    struct Holder: Decodable, Equatable {
      let who: String
      let from: String?
      let held_for_s: Int?
      let process: Int32?
      let command: String?
    }

    let event: String
    let door: String
    let name: String
    let by: Holder?
    let dropped_bytes: Int?
    let words: String
  }

  /// Asks for a WebSocket; whether it came about is in ``answer``.
  init(
    port: UInt16, _ target: String, headers: [String] = [], host: String? = nil,
    at address: String = "127.0.0.1"
  ) throws {
    socket = try RawSocket(port: port, host: address)
    let lines =
      [
        "GET \(target) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ] + headers
    try socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    answer = HTTPAnswer(head: try socket.takeHead())
  }

  func send(_ bytes: [UInt8]) throws { try socket.send(Self.frame(2, bytes)) }

  func send(text: String) throws { try socket.send(Self.frame(1, Array(text.utf8))) }

  /// A frame; bit 7 of `first` is added where it is the last of a message.
  static func frame(
    _ first: UInt8, _ bytes: [UInt8], isLast: Bool = true,
    mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
  ) -> [UInt8] {
    var frame: [UInt8] = [first | (isLast ? 0x80 : 0)]
    let bit: UInt8 = mask == nil ? 0 : 0x80
    switch bytes.count {
    case ..<126: frame.append(bit | UInt8(bytes.count))
    case ..<65_536: frame += [bit | 126, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)]
    default:
      frame.append(bit | 127)
      frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }
    }
    guard let mask else { return frame + bytes }
    return frame + mask + bytes.enumerated().map { $0.element ^ mask[$0.offset % 4] }
  }

  /// The next message.
  func next() throws -> Message {
    let head: [UInt8]
    do {
      head = try socket.take(2)
    } catch is NothingCame {
      return .ended
    }
    // A server masks nothing, and splits no message here.
    try #require(head[0] & 0xF0 == 0x80 && head[1] & 0x80 == 0)
    var length = Int(head[1])
    if length == 126 { length = try number(2) } else if length == 127 { length = try number(8) }
    let bytes = try socket.take(length)
    switch head[0] & 0x0F {
    case 1: return .text(try #require(String(validating: bytes, as: UTF8.self)))
    case 2: return .bytes(bytes)
    case 8: return .closed(bytes.count < 2 ? nil : Int(bytes[0]) << 8 | Int(bytes[1]))
    case 10: return .pong(bytes)
    default: throw NothingCame(what: "a frame that is known")
    }
  }

  private func number(_ count: Int) throws -> Int {
    try socket.take(count).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The event that comes next, which must be of this kind.
  @discardableResult
  func event(_ kind: String, _ place: SourceLocation = #_sourceLocation) throws -> Event {
    let message = try next()
    guard case .text(let text) = message else {
      try #require(Bool(false), "\(kind) should come, and not \(message)", sourceLocation: place)
      throw NothingCame(what: kind)
    }
    let event = try JSONDecoder().decode(Event.self, from: Data(text.utf8))
    try #require(event.event == kind, "\(text)", sourceLocation: place)
    #expect(event.words.count > 20 && !event.words.hasSuffix("."), sourceLocation: place)
    return event
  }

  /// So many bytes of the line, however they are cut.
  func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard case .bytes(let more) = try next() else { throw NothingCame(what: "\(count) bytes") }
      bytes += more
    }
    return bytes
  }

  /// Reads on until the server closes; gives the code, where there was one.
  func untilClosed() throws -> Int? {
    while true {
      switch try next() {
      case .closed(let code): return code
      case .ended: return nil
      case .bytes, .text, .pong: break
      }
    }
  }
}
